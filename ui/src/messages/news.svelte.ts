// What the window tells of the person's actions: what was done, what was not, and what still waits.

import type { AccountId, MessageId, Problem, Row, Which } from '../bindings'

/** What an action did, and what can be said in answer to it. */
export interface Told {
  /** The message it is about. Of several words on one message the newest is told. */
  id?: MessageId
  /** What happened, and what came with it: asked for whenever it is shown, in the language of then. */
  text: () => string
  /** What is told on demand. */
  more?: () => string
  /** Many messages that it was asked to move at once. */
  moving?: Moving
  /** What the action left to be done in the mailbox: `null` is nothing; where it is not said, what waited waits. */
  wait?: Wait | null
  /** The word goes against what was said of other messages: it may be a slip, and can be taken back here. */
  slip?: Row | undefined
}

/** Messages that are moved at once because the person asked for it, until all of them are. */
export class Moving {
  readonly account: AccountId
  readonly from: Which
  /** How many they are in all. */
  readonly count: number
  /** Those that are still to be moved. */
  still = $state.raw<readonly MessageId[]>([])

  constructor(account: AccountId, from: Which, messages: readonly MessageId[]) {
    this.account = account
    this.from = from
    this.count = messages.length
    this.still = messages
  }
}

/** Why an action was not done, and on which message. */
export interface Failed {
  /** What the action was on: a newer one on the same that succeeds makes this untrue. */
  of: MessageId | string | undefined
  problem: Problem
  row?: Row | undefined
}

/** A message with which something is still to be done in its mailbox, and why it could not be done at once. */
export interface Wait {
  row: Row
  problem: Problem
}

// The account, and what is in its way.
const inTheWay = ({ row, problem }: Wait): string => JSON.stringify([row.account, problem])

/**
 * What is told. News of what was done goes when the person goes on; what failed or still waits is told until
 * they close it, or until it is done.
 */
export class News {
  /** What the last actions did: more than one where they were asked for faster than they were done. */
  told = $state.raw<readonly Told[]>([])
  failed = $state.raw<readonly Failed[]>([])
  waits = $state.raw<readonly Wait[]>([])

  /** What waits of which the last actions tell nothing, by account and by what is in the way. */
  get waitsFromBefore(): Wait[][] {
    const groups = new Map<string, Wait[]>()
    for (const wait of this.waits) {
      if (this.told.some((told) => told.id === wait.row.id)) continue
      const key = inTheWay(wait)
      groups.set(key, [...(groups.get(key) ?? []), wait])
    }
    return [...groups.values()]
  }

  /** Whether what keeps it waiting is told already, of a message that an action was just on. */
  isToldOf(wait: Wait): boolean {
    return this.told.some(({ id }) => {
      const other = this.waitOf(id)
      return other !== undefined && inTheWay(other) === inTheWay(wait)
    })
  }

  /** What keeps a message waiting. */
  waitOf(id: MessageId | undefined): Wait | undefined {
    return this.waits.find((wait) => wait.row.id === id)
  }

  tell(told: Told): void {
    const others = this.told.filter((other) => told.id === undefined || other.id !== told.id)
    this.told = [...others, told]
    if (told.wait === undefined) return
    const waits = this.waits.filter((other) => other.row.id !== told.id)
    this.waits = told.wait ? [...waits, told.wait] : waits
  }

  fail(failed: Failed): void {
    this.succeed(failed.of)
    this.failed = [...this.failed, failed]
  }

  /** Whatever failed before on the same was done now. */
  succeed(of: Failed['of']): void {
    this.failed = this.failed.filter((other) => other.of !== of)
  }

  /** The person has seen what was not done. */
  seen(failed: Failed): void {
    this.failed = this.failed.filter((other) => other !== failed)
  }

  /** Of those that waited, these do so still. */
  settle(waited: readonly Wait[], still: readonly MessageId[]): void {
    const isDone = (wait: Wait): boolean => waited.includes(wait) && !still.includes(wait.row.id)
    const done = new Set(this.waits.filter(isDone).map((wait) => wait.row.id))
    if (done.size === 0) return
    this.waits = this.waits.filter((wait) => !done.has(wait.row.id))
    this.told = this.told.filter((told) => !told.wait || !done.has(told.wait.row.id))
  }

  /** The person goes on: what was done is told no longer. */
  goOn(): void {
    this.told = []
  }

  /** The person has seen what was done, and what waits. */
  close(): void {
    this.told = []
    this.waits = []
  }
}
