// Keeps what is in view of a list at its place when rows come and go above it.

/** The rows in view and how far below the scroller's top each lies; the one with the focus first. */
export type Places = [id: string, top: number][]

/** How far below the top of the scroller something lies. */
export const topIn = (scroller: HTMLElement, row: HTMLElement): number =>
  row.getBoundingClientRect().top - scroller.getBoundingClientRect().top

/** Where the rows in view lie; `undefined` at the very top, where new mail may simply appear. */
export function placesOf(scroller: HTMLElement): Places | undefined {
  if (scroller.scrollTop <= 0) return undefined
  const places: Places = []
  for (const row of scroller.querySelectorAll<HTMLElement>('[data-message]')) {
    const top = topIn(scroller, row)
    if (top >= scroller.clientHeight) break
    // A row that is cut off at the top would do as well, but what is read is below it.
    if (top < 0) continue
    const place: Places[number] = [row.dataset['message']!, top]
    if (row === document.activeElement) places.unshift(place)
    else places.push(place)
  }
  return places
}

/**
 * Scrolls so that the first of these rows that is still there lies where it lay. `topOf` tells how far
 * below the scroller's top a row lies now; `undefined` of one that is gone.
 */
export function keepPlaces(scroller: HTMLElement, places: Places, topOf = (id: string) => topOfRow(scroller, id)): void {
  for (const [id, top] of places) {
    const now = topOf(id)
    if (now === undefined) continue
    scroller.scrollTop += now - top
    return
  }
}

function topOfRow(scroller: HTMLElement, id: string): number | undefined {
  const row = scroller.querySelector<HTMLElement>(`[data-message="${id}"]`)
  return row ? topIn(scroller, row) : undefined
}
