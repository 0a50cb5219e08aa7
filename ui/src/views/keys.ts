// The window's keys. A key is a shortcut for a button that is there too.

import type { Mailbox } from '../messages/mailbox.svelte'

/** What the keys need besides the mail. */
export interface Places {
  /** Opens a message where it is not, and moves the focus into it. */
  message: (id: number) => void
  /** Moves the focus to the reasons. */
  why: () => void
  /** Moves the focus to a row of the list. */
  row: (id: number) => void
  /** How many rows the list shows at once. */
  page: () => number
  /** Shows the keys. */
  help: () => void
  /** Back to the list: where the message hides it, by putting that away. */
  back: () => void
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && !['radio', 'checkbox'].includes(target.type)
}

function rowOf(target: EventTarget | null): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-message]') : null
  return row ? Number(row.dataset['message']) : undefined
}

// Elsewhere the arrows scroll or choose, as anywhere. A message that an action took out of the list is
// left by them: there is no row of it to go back to.
function listHasTheArrows(target: EventTarget | null, mail: Mailbox): boolean {
  if (!(target instanceof Element)) return false
  const left = target.id === 'message' && mail.entry !== mail.chosen
  return target === document.body || left || target.closest('[data-list]') !== null
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
  // A key that is held down says its word once.
  if (event.repeat && /^[a-z]$/i.test(event.key)) return
  void act()
}

function stepOf(key: string, places: Places): number {
  switch (key) {
    case 'Home':
      return -Infinity
    case 'End':
      return Infinity
    case 'PageUp':
      return -places.page()
    case 'PageDown':
      return places.page()
    default:
      return key === 'ArrowUp' ? -1 : 1
  }
}

function action(event: KeyboardEvent, mail: Mailbox, places: Places): (() => unknown) | undefined {
  const move = (step: number): void => {
    const id = mail.move(step)
    if (id !== undefined) places.row(id)
  }
  const row = rowOf(event.target)
  switch (event.key.length === 1 ? event.key.toLowerCase() : event.key) {
    case 'ArrowDown':
    case 'ArrowUp':
    case 'Home':
    case 'End':
    case 'PageUp':
    case 'PageDown':
      return listHasTheArrows(event.target, mail) ? () => move(stepOf(event.key, places)) : undefined
    case 'Enter':
    case 'ArrowRight':
      return row === undefined ? undefined : () => places.message(row)
    case 'j':
      return () => mail.correct('spam')
    case 'n':
      return () => mail.correct('ham')
    case 'r':
      return () => mail.release()
    case 'u':
      return () => mail.takeBack()
    case 'w':
      return places.why
    case '?':
    case 'F1':
      return places.help
    case 'Escape':
      return row === undefined ? places.back : undefined
    default:
      return undefined
  }
}
