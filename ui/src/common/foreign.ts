// What others wrote, made fit to be shown: as in the terminal, nothing in it can turn the text
// around it about, and control characters are taken out. A name that would read `exe.jpg`
// from right to left reads as what it is.

const TURNS_TEXT_AROUND = /[\u202A-\u202E\u2066-\u2069]/g
const CONTROL = /\p{Cc}/gu

/** How many characters of a name's end are always in view. */
const END = 16
/** How many characters of a subject a sentence quotes. */
const QUOTED = 48

/** The text on one line. */
export function line(text: string): string {
  return text.replace(/\s/g, ' ').replace(CONTROL, '').replace(TURNS_TEXT_AROUND, '')
}

/** The text with its line breaks and tabs. */
export function lines(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/(?![\n\t])\p{Cc}/gu, '').replace(TURNS_TEXT_AROUND, '')
}

/** The text on one line, not too long, to stand within a sentence of ours. */
export function quoted(text: string): string {
  const letters = [...line(text)]
  const shown = letters.length > QUOTED ? `${letters.slice(0, QUOTED - 1).join('')}…` : letters.join('')
  // Marks of ours: whatever direction it has stays within.
  return `\u2068${shown}\u2069`
}

/** A file's name in two parts: a beginning that may be shortened, and the end with its kind. */
export function nameParts(name: string): [beginning: string, end: string] {
  const letters = [...line(name).trim()]
  const dot = letters.lastIndexOf('.')
  const end = dot > 0 && letters.length - dot <= END ? dot : Math.max(0, letters.length - END)
  return [letters.slice(0, end).join(''), letters.slice(end).join('')]
}
