// Which lines are shown, first and when all are asked for; they add up either way.

import type { Clue, Line as Told, OpenedMessage } from '../bindings'
import { finite } from '../common/number'

/** A direction. */
export type Side = 'spam' | 'wanted'

/** A clue in words, or many together, and the contribution. */
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
  /** What is in no line, as it comes to nothing. */
  rest: { count: number; contribution: number }
  /** The judgement's log-odds. */
  sum: number
  /** How many clues there are in all. */
  count: number
  /** The largest contribution, to scale the bars by. */
  largest: number
}

/** The lines of a judgement by direction: those that are shown first, or every clue as it is. */
export function shown(message: OpenedMessage, all: boolean): Shown {
  const { evidence, log_odds } = message.opened.judgement
  const { spam, wanted, rest } = all ? everyClue(message) : first(message)
  const largest = Math.max(...[...spam, ...wanted].map((line) => Math.abs(line.contribution)), 1e-9)
  return { spam, wanted, rest, sum: finite(log_odds), count: evidence.length, largest }
}

type Sides = Pick<Shown, 'spam' | 'wanted' | 'rest'>

function first({ explanation: { lines } }: OpenedMessage): Sides {
  const line = (told: Told): Line => ({ ...told, contribution: finite(told.contribution) })
  const rest = { count: lines.rest, contribution: finite(lines.rest_contribution) }
  return { spam: lines.spam.map(line), wanted: lines.wanted.map(line), rest }
}

// What stands for many together, or for nothing yet looked at, tells least: it comes last in its direction.
const isTogether = (clue: Clue): boolean => clue.token.kind === 'rest' || clue.token.kind === 'prior'

function everyClue({ opened, explanation }: OpenedMessage): Sides {
  const lines = opened.judgement.evidence.map((clue: Clue, index: number) => ({
    sentence: explanation.clues[index] ?? '',
    help: explanation.help[index] ?? '',
    contribution: finite(clue.contribution),
    together: isTogether(clue),
  }))
  lines.sort((a, b) => Number(a.together) - Number(b.together))
  const [spam, wanted] = [lines.filter((line) => line.contribution > 0), lines.filter((line) => line.contribution <= 0)]
  return { spam, wanted, rest: { count: 0, contribution: 0 } }
}
