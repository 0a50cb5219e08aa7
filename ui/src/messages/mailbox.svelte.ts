// What the window shows of the mail: both lists, the open message, and what just happened.

import { createContext } from 'svelte'
import type { AccountId, AccountView, CorrectedView, Label, Listed, MessageId, Obstacle, OpenedMessage, Problem, Which } from '../bindings'
import { asProblem, type Client } from '../client'
import { quoted } from '../common/foreign'
import type { Words } from '../language/words.svelte'

/** A message of which this is said will not come back. */
const GONE: ReadonlySet<Problem['kind']> = new Set(['message-gone', 'message-deleted', 'no-such-message'])

/** The state behind the window. Every change goes through the shell and is read back from it. */
export class Mailbox {
  which = $state<Which>('inbox')
  inbox = $state.raw<Listed[] | undefined>()
  junk = $state.raw<Listed[] | undefined>()
  accounts = $state.raw<AccountView[]>([])
  /** The message that was chosen; its content follows in `opened`. */
  chosen = $state<MessageId | undefined>()
  opened = $state.raw<OpenedMessage | undefined>()
  /** Why the chosen message could not be opened. */
  unopened = $state.raw<Problem | undefined>()
  /** What the person has to know before any mail is shown; `undefined` until the shell has said. */
  obstacle = $state.raw<Obstacle | null | undefined>()
  /** What keeps the lists or the message from being shown. */
  problem = $state.raw<Problem | undefined>()
  /** Why the last action was not done. It stays until the person has seen it and goes on. */
  failed = $state.raw<Problem | undefined>()
  /** What the last action did, in a sentence. */
  happened = $state('')
  /** Others that wait for a word on whether they are moved too, of which account and from where. */
  waiting = $state.raw<{ account: AccountId; from: Which } | undefined>()
  /** An action is under way. */
  busy = $state(false)

  /** The last word goes against what was said of other messages: it may be a slip. */
  slip = $state(false)

  /** Called when an action is done: what had the focus may be gone, and the focus with it. */
  acted: () => void = () => {}

  readonly #client: Client
  readonly #words: Words
  #refreshing: Promise<void> | undefined
  #again = false

  constructor(client: Client, words: Words) {
    this.#client = client
    this.#words = words
  }

  /** The list that is shown; `undefined` while it is fetched for the first time. */
  get rows(): Listed[] | undefined {
    return this.which === 'inbox' ? this.inbox : this.junk
  }

  /** The row that the list is entered at: the chosen one, else the one that took its place. */
  get entry(): MessageId | undefined {
    const rows = this.rows ?? []
    const place = rows.findIndex((listed) => listed.row.id === this.chosen)
    return rows[place === -1 ? Math.min(this.#place, rows.length - 1) : place]?.row.id
  }

  /** How many messages of the inbox nobody could tell. */
  get doubtful(): number {
    return this.inbox?.filter((listed) => listed.strength === 'cannot-tell').length ?? 0
  }

  /** Shows the other list. */
  show(which: Which): void {
    this.which = which
    this.#place = 0
    this.close()
  }

  /** Puts the open message away. */
  close(): void {
    this.chosen = undefined
    this.opened = undefined
    this.unopened = undefined
    this.dismiss()
  }

  /** Fetches lists and accounts again. Calls during a fetch are folded into one more. */
  async refresh(): Promise<void> {
    if (this.#refreshing) {
      this.#again = true
      return this.#refreshing
    }
    this.#refreshing = this.#fetch()
    try {
      await this.#refreshing
    } finally {
      this.#refreshing = undefined
    }
    if (this.#again) {
      this.#again = false
      await this.refresh()
    }
  }

  async #fetch(): Promise<void> {
    let obstacle = this.obstacle
    try {
      obstacle = await this.#client.obstacle()
      if (obstacle) return this.#stop(obstacle)
      const [inbox, junk, accounts] = await Promise.all([
        this.#client.list('inbox'),
        this.#client.list('junk'),
        this.#client.accounts(),
      ])
      // What can be listed may come from before the damage that a look at the mail met.
      const met = accounts.find((account) => account.problem?.kind === 'store-corrupt')?.problem
      if (met && this.#isStoppedBy(met)) return
      Object.assign(this, { inbox, junk, accounts, problem: undefined, obstacle: null })
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (this.#isStoppedBy(problem)) return
      Object.assign(this, { problem, obstacle })
    }
  }

  // Nothing that was shown before is known to be so still.
  #stop(obstacle: Obstacle): void {
    this.close()
    Object.assign(this, { obstacle, inbox: undefined, junk: undefined, accounts: [], problem: undefined })
  }

  // Damage that is met at work goes by no trying again, whatever it was that met it.
  #isStoppedBy(problem: Problem): boolean {
    if (problem.kind !== 'store-corrupt') return false
    this.#stop({ problem, taken_over: null })
    return true
  }

  /** Goes past the obstacle, and shows what is behind it. */
  async goPast(): Promise<void> {
    await this.#do(async () => {
      const met = this.obstacle?.problem.kind === 'store-corrupt' && !this.obstacle.taken_over
      await (met ? this.#client.startAgain() : this.#client.goPast())
      await this.refresh()
    })
  }

  /** Opens a message. */
  async open(id: MessageId): Promise<void> {
    this.chosen = id
    this.unopened = undefined
    this.dismiss()
    await this.reopen()
  }

  /** Fetches the open message again: after a switch of language, or when it changed. */
  async reopen(): Promise<void> {
    const id = this.chosen
    if (id === undefined) return
    try {
      const opened = await this.#client.open(id, this.#words.language)
      // Whoever moves quickly through the list has chosen another one by now.
      if (this.chosen !== id) return
      this.opened = opened
      this.unopened = undefined
      this.problem = undefined
    } catch (thrown) {
      if (this.chosen !== id) return
      const problem = asProblem(thrown)
      if (this.#isStoppedBy(problem)) return
      // A line that breaks takes nothing away from whoever is reading.
      if (this.opened?.opened.row.id === id && !GONE.has(problem.kind)) {
        this.problem = problem
        return
      }
      this.opened = undefined
      this.unopened = problem
    }
  }

  /** Opens the neighbour of the chosen message, `step` rows on. Returns its id. */
  async move(step: 1 | -1): Promise<MessageId | undefined> {
    const rows = this.rows ?? []
    const here = rows.findIndex((listed) => listed.row.id === this.chosen)
    const next = here === -1 ? rows.at(this.#lastPlace(rows, step)) : rows[here + step]
    if (!next) return undefined
    await this.open(next.row.id)
    return next.row.id
  }

  // A message that was just taken out of the list left its place to the one below it.
  #place = $state(0)
  #lastPlace(rows: Listed[], step: 1 | -1): number {
    const place = step === 1 ? this.#place : this.#place - 1
    return Math.max(0, Math.min(place, rows.length - 1))
  }

  /** Tells Mekiki what the open message is. */
  async correct(label: Label): Promise<void> {
    await this.#act(async (message) => {
      const before = message.opened.row.whereabouts
      const done = await this.#client.correct(message.opened.row.id, label)
      const now = done.listed.row.whereabouts
      const what = label === 'spam' ? (now === 'held' ? 'spam-held' : 'spam-marked') : before === 'held' && now !== 'held' ? 'ham-back' : 'ham-stays'
      const tooLarge = label === 'spam' && message.opened.too_large && this.#words.text('did-too-large')
      const pending = done.pending && this.#words.text('did-pending', { problem: this.#words.problem(done.pending) })
      const [moved, waiting, held] = [done.also_moved, done.left_waiting, done.left_held]
      const account = done.listed.row.account
      this.waiting = waiting > 0 ? { account, from: 'inbox' } : held > 0 ? { account, from: 'junk' } : undefined
      const others = [
        moved > 0 && this.#words.text(label === 'spam' ? 'did-moved-junk' : 'did-moved-back', { count: moved }),
        waiting > 0 && this.#words.text('did-left-waiting', { count: waiting }),
        held > 0 && this.#words.text('did-left-held', { count: held }),
      ]
      const also = this.#words.text('did-also', { count: done.also_changed })
      this.slip = done.opposite !== null
      return [this.#did(what, message), tooLarge, also, ...others, this.#learned(done), ...this.#against(done), pending]
    })
  }

  /** Takes back what the person said of the open message. */
  async takeBack(): Promise<void> {
    await this.#act(async (message) => {
      await this.#client.takeBack(message.opened.row.id)
      return [this.#did('take-back', message)]
    })
  }

  /** Puts the open message back in the inbox without teaching. */
  async release(): Promise<void> {
    await this.#act(async (message) => {
      await this.#client.release(message.opened.row.id)
      const word = message.opened.row.corrected === 'spam' && this.#words.text('did-restore-word')
      return [this.#did('restore', message), word]
    })
  }

  /** Lets an account's run go on that stopped to ask. */
  async goOn(account: AccountId): Promise<void> {
    await this.#do(async () => {
      await this.#client.goOn(account)
      await this.refresh()
    })
  }

  /** Moves the others too that the last correction left where they are. */
  async moveWaiting(): Promise<void> {
    const waiting = this.waiting
    if (!waiting) return
    await this.#do(async () => {
      const back = waiting.from === 'junk'
      const count = await (back ? this.#client.putBackWaiting(waiting.account) : this.#client.moveWaiting(waiting.account))
      this.waiting = undefined
      await this.refresh()
      this.happened = this.#words.text(back ? 'did-putting-back-waiting' : 'did-moving-waiting', { count })
    })
  }

  /** Takes away what is said of the last action. */
  dismiss(): void {
    this.happened = ''
    this.slip = false
    this.waiting = undefined
    this.failed = undefined
  }

  // While one class was never taught, words say nothing: whoever wonders why is told.
  #learned({ learned_ham: ham, learned_spam: spam }: CorrectedView): string {
    const id = ham === 0 ? 'did-learned-only-spam' : spam === 0 ? 'did-learned-only-ham' : 'did-learned'
    return this.#words.text(id, { ham, spam })
  }

  // Of what the person said before that speaks against this.
  #against({ opposite }: CorrectedView): (string | false)[] {
    if (!opposite) return []
    const named = opposite.example ? 'yes' : 'no'
    return [
      opposite.near_copies > 0 &&
        this.#words.text('did-opposite-copies', { count: opposite.near_copies, named, example: quoted(opposite.example) }),
      opposite.against_all_taught && this.#words.text('did-opposite-all'),
      this.#words.text('did-opposite-back'),
    ]
  }

  #did(what: string, message: OpenedMessage): string {
    const subject = quoted(message.opened.row.subject || this.#words.text('no-subject'))
    return this.#words.text(`did-${what}`, { subject })
  }

  async #act(action: (message: OpenedMessage) => Promise<(string | false | null)[]>): Promise<void> {
    const message = this.opened
    if (!message) return
    await this.#do(async () => {
      this.waiting = undefined
      this.slip = false
      const place = this.rows?.findIndex((listed) => listed.row.id === this.chosen) ?? -1
      // Of a message that an action took out of the list before, the place is known still.
      if (place !== -1) this.#place = place
      const sentences = await action(message)
      await this.refresh()
      await this.reopen()
      this.happened = sentences.filter(Boolean).join(this.#words.language === 'ja' ? '' : ' ')
    })
  }

  // One action at a time.
  async #do(action: () => Promise<void>): Promise<void> {
    if (this.busy) return
    this.busy = true
    this.failed = undefined
    try {
      await action()
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (!this.#isStoppedBy(problem)) this.failed = problem
    } finally {
      this.busy = false
      this.acted()
    }
  }
}

/** The mail of the component's window. */
export const [mailbox, provideMailbox] = createContext<Mailbox>()
