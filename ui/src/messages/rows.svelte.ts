// Which rows of a long list are in the page: those in view, some around them, and the one the list is
// entered at. Thousands of rows would cost hundreds of megabytes, and each step by key a long moment.

/** A list of no more rows has all of them in the page. */
const FEW = 200
/** How many rows are kept ready beyond each edge of what is in view. */
const READY = 20
/** The rows change in steps of so many, so that not every small move changes them. */
const STEP = 10
/** How high a row is taken to be until one was measured. */
const USUAL = 96

/** The rows of a list that are in the page, by their place in it. All rows are equally high. */
export class Rows {
  #count = $state(0)
  #height = $state(USUAL)
  /** The step that what is in view begins in, and how many rows are in view. */
  #begin = $state(0)
  #room = $state(STEP)
  #entry = $state(-1)

  /** Whether the list is so long that not all of it is in the page. */
  readonly partly = $derived(this.#count > FEW)
  /** Where each row that is in the page stands in the list, in its order. */
  readonly places = $derived.by(() => {
    const first = this.partly ? Math.max(0, this.#begin - READY) : 0
    const end = this.partly ? Math.min(this.#count, this.#begin + this.#room + STEP + READY) : this.#count
    const places = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at)
    // Whoever tabs into the list, or has the focus there, does not lose it by scrolling.
    const entry = this.#entry
    if (entry >= 0 && entry < first) places.unshift(entry)
    if (entry >= end && entry < this.#count) places.push(entry)
    return places
  })

  /** How many rows the list has, and the place of the one it is entered at; -1 for none. */
  has(count: number, entry: number): void {
    this.#count = count
    this.#entry = entry
  }

  /** How high one row is. What is not laid out has no height, and says nothing. */
  measured(height: number): void {
    if (height > 0) this.#height = height
  }

  /** The list was scrolled: so many pixels of it lie above what is in view, which is so high. */
  scrolled(above: number, room: number): void {
    const last = Math.max(0, this.#count - 1)
    this.#begin = Math.floor(Math.min(Math.max(0, above / this.#height), last) / STEP) * STEP
    this.#room = Math.ceil(room / this.#height)
  }

  /** How far below the list's beginning a row lies. */
  top(place: number): number {
    return place * this.#height
  }

  /** How high the whole list is. */
  get height(): number {
    return this.#count * this.#height
  }
}
