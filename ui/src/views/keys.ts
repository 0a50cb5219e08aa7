// The window's keys. A key is a shortcut for a button that is there too.

import type { Mailbox } from '../messages/mailbox.svelte'

/** What the keys need besides the mail. */
export interface Places {
  /** Moves the focus to the reasons. */
  why: () => void
  /** Moves the focus to a row of the list. */
  row: (id: number) => void
  /** Shows the keys. */
  help: () => void
  /** From a message that hides the list, back to it; `undefined` where the list is in view. */
  back: (() => void) | undefined
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && !['radio', 'checkbox'].includes(target.type)
}

// Elsewhere the arrows scroll or choose, as anywhere.
function listHasTheArrows(target: EventTarget | null): boolean {
  return target instanceof Element && (target === document.body || target.closest('[data-list]') !== null)
}

/**
 * Acts on a key. Keys held with Control, Alt or Meta belong to the system; single letters
 * and signs count only while the person wants them to.
 */
export function press(event: KeyboardEvent, mail: Mailbox, places: Places, letterKeys: boolean): void {
  if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return
  if (event.key.length === 1 && !letterKeys) return
  const act = action(event, mail, places)
  if (!act) return
  event.preventDefault()
  void act()
}

function action(event: KeyboardEvent, mail: Mailbox, places: Places): (() => unknown) | undefined {
  const move = async (step: 1 | -1): Promise<void> => {
    const id = await mail.move(step)
    if (id !== undefined) places.row(id)
  }
  switch (event.key.length === 1 ? event.key.toLowerCase() : event.key) {
    case 'ArrowDown':
      return listHasTheArrows(event.target) ? () => move(1) : undefined
    case 'ArrowUp':
      return listHasTheArrows(event.target) ? () => move(-1) : undefined
    case 'j':
      return () => mail.correct('spam')
    case 'n':
      return () => mail.correct('ham')
    case 'r':
      return mail.opened?.opened.row.whereabouts === 'held' ? () => mail.release() : undefined
    case 'w':
      return places.why
    case '?':
    case 'F1':
      return places.help
    case 'Escape':
      return places.back
    default:
      return undefined
  }
}
