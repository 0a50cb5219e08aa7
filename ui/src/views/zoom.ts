// Control with +, − and 0, and the wheel: the page larger, smaller, and as usual.

/** How large the page can be shown. Below half of its size nobody can read it. */
const SIZES = [0.5, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 1.8, 2, 2.2, 2.4, 2.6, 2.8, 3]

const STEPS: Record<string, 1 | -1 | 0> = { '+': 1, '=': 1, '-': -1, '0': 0 }

/** The page's size. */
export class Zoom {
  #place = SIZES.indexOf(1)
  readonly #show: (factor: number) => Promise<void>

  constructor(show: (factor: number) => Promise<void>) {
    this.#show = show
  }

  /** Acts on a key; whether it was one of its own. */
  press(event: KeyboardEvent): boolean {
    const step = STEPS[event.key]
    if (!(event.ctrlKey || event.metaKey) || event.altKey || step === undefined) return false
    event.preventDefault()
    this.#step(step)
    return true
  }

  /** Acts on the wheel while Control is held. */
  turn(event: WheelEvent): void {
    if (!event.ctrlKey || event.deltaY === 0) return
    event.preventDefault()
    this.#step(event.deltaY < 0 ? 1 : -1)
  }

  #step(step: 1 | -1 | 0): void {
    const place = step === 0 ? SIZES.indexOf(1) : this.#place + step
    this.#place = Math.max(0, Math.min(place, SIZES.length - 1))
    void this.#show(SIZES[this.#place] ?? 1)
  }
}
