// Which clues are shown, and what is folded together, so that the shown ones add up.

import type { Clue, OpenedMessage } from '../bindings'
import { finite } from '../common/number'

/** A direction. */
export type Side = 'spam' | 'wanted'

/** How many clues are shown at first, of the direction that decided and of the other. */
const SHOWN = { first: 5, other: 3 } as const

/** A clue nearer to nothing than this would be shown as 0.00: it is counted with the rest. */
const LEAST = 0.005

/** A clue in words, and its contribution. */
export interface Line {
  sentence: string
  /** Why it matters and when it is wrong; may be empty. */
  help: string
  contribution: number
}

/** The evidence as it is shown. The contributions of all lines and of the rest add up to `sum`. */
export interface Shown {
  spam: Line[]
  wanted: Line[]
  /** What is not shown one by one. */
  rest: { count: number; contribution: number }
  /** The judgement's log-odds. */
  sum: number
  /** How many clues there are in all. */
  count: number
  /** The largest contribution, to scale the bars by. */
  largest: number
}

function total(lines: Line[]): number {
  return lines.reduce((sum, line) => sum + line.contribution, 0)
}

// What stands for many together, or for nothing yet looked at, tells least: it comes last in its direction.
const isTogether = (clue: Clue): boolean => clue.token.kind === 'rest' || clue.token.kind === 'prior'

/** Sorts the clues of a judgement by direction; all of them, or the strongest only. `first` is what decided. */
export function shown(message: OpenedMessage, all: boolean, first: Side = 'spam'): Shown {
  const { evidence, log_odds } = message.opened.judgement
  const lines = evidence.map((clue: Clue, index: number) => ({
    sentence: message.explanation.clues[index] ?? '',
    help: message.explanation.help[index] ?? '',
    contribution: finite(clue.contribution),
    together: isTogether(clue),
  }))
  lines.sort((a, b) => Number(a.together) - Number(b.together))
  const spam = lines.filter((line) => line.contribution > 0)
  const wanted = lines.filter((line) => line.contribution <= 0)
  const telling = (lines: Line[]): Line[] => lines.filter((line) => Math.abs(line.contribution) >= LEAST)
  const shownSpam = all ? spam : telling(spam).slice(0, first === 'spam' ? SHOWN.first : SHOWN.other)
  const shownWanted = all ? wanted : telling(wanted).slice(0, first === 'wanted' ? SHOWN.first : SHOWN.other)
  const shownLines = new Set([...shownSpam, ...shownWanted])
  const hidden = lines.filter((line) => !shownLines.has(line))
  return {
    spam: shownSpam,
    wanted: shownWanted,
    rest: { count: hidden.length, contribution: total(hidden) },
    sum: finite(log_odds),
    count: lines.length,
    largest: Math.max(...lines.map((line) => Math.abs(line.contribution)), Math.abs(total(hidden)), 1e-9),
  }
}
