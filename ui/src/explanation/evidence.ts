// Which clues are shown, and what is folded together, so that the shown ones add up.

import type { Clue, OpenedMessage } from '../bindings'
import { finite } from '../common/number'

/** How many clues are shown at first, by direction. */
const SHOWN = { spam: 5, wanted: 3 } as const

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

/** Sorts the clues of a judgement by direction; all of them, or the strongest only. */
export function shown(message: OpenedMessage, all: boolean): Shown {
  const { evidence, log_odds } = message.opened.judgement
  const lines = evidence.map((clue: Clue, index: number) => ({
    sentence: message.explanation.clues[index] ?? '',
    help: message.explanation.help[index] ?? '',
    contribution: finite(clue.contribution),
  }))
  const spam = lines.filter((line) => line.contribution > 0)
  const wanted = lines.filter((line) => line.contribution <= 0)
  const telling = (lines: Line[]): Line[] => lines.filter((line) => Math.abs(line.contribution) >= LEAST)
  const shownSpam = all ? spam : telling(spam).slice(0, SHOWN.spam)
  const shownWanted = all ? wanted : telling(wanted).slice(0, SHOWN.wanted)
  const hidden = [...spam.slice(shownSpam.length), ...wanted.slice(shownWanted.length)]
  return {
    spam: shownSpam,
    wanted: shownWanted,
    rest: { count: hidden.length, contribution: total(hidden) },
    sum: finite(log_odds),
    count: lines.length,
    largest: Math.max(...lines.map((line) => Math.abs(line.contribution)), Math.abs(total(hidden)), 1e-9),
  }
}
