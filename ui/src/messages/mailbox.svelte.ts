// What the window shows of the mail: both lists, the open message, and what just happened.

import { createContext } from 'svelte'
import type { AccountId, AccountView, CorrectedView, Label, Listed, MessageId, Obstacle, OpenedMessage, Problem, Row, Which } from '../bindings'
import { asProblem, type Client } from '../client'
import { quoted } from '../common/foreign'
import { firstAndRest } from '../common/sentence'
import type { Words } from '../language/words.svelte'
import { Moving, News, type Told, type Wait } from './news.svelte'

/** A message of which this is said will not come back. */
const GONE: ReadonlySet<Problem['kind']> = new Set(['message-gone', 'message-deleted', 'no-such-message'])

/** Whether trying again cannot help: the message is gone for good. */
export const isGone = (problem: Problem): boolean => GONE.has(problem.kind)

// What a word did, as the message stands now; `later`: something is still to be done in the mailbox.
function whatWasDone(label: Label, before: Row, now: Row, later: boolean): string {
  // What another program took away meanwhile stays nowhere.
  if (now.whereabouts === 'gone' || now.whereabouts === 'deleted') return label === 'spam' ? 'spam-said' : 'ham-said'
  if (label === 'spam') {
    if (now.whereabouts === 'held') return later ? 'spam-stays-later' : 'spam-held'
    return later ? 'spam-later' : 'spam-marked'
  }
  if (before.whereabouts === 'held') return now.whereabouts === 'held' ? 'ham-goes-back' : now.lies_here ? 'ham-back-here' : 'ham-back'
  return later ? 'ham-stays-later' : 'ham-stays'
}

/** What was asked for and is not done yet. */
interface Turn {
  what: string
  of: MessageId | string | undefined
  done: Promise<void>
}

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
  /** What the last actions did, what was not done, and what still waits. */
  readonly news = new News()
  /** An action is under way. */
  busy = $state(false)

  /** Called when an action is done: what had the focus may be gone, and the focus with it. */
  acted: () => void = () => {}

  readonly #client: Client
  readonly #words: Words
  #refreshing: Promise<void> | undefined
  #again = false
  /** Damage was met at work: until the data are opened anew, whatever else is met comes of it. */
  #damaged = false
  #last: Turn | undefined

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

  /** The account of the chosen message, as far as it is known. */
  get account(): AccountId | undefined {
    return this.chosen === undefined ? undefined : this.#latest(this.chosen)?.account
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
    this.#goOnReading()
  }

  // Of what is still being done, nobody can have read yet.
  #goOnReading(): void {
    if (!this.busy) this.news.goOn()
  }

  /** Fetches lists and accounts again. Calls during a fetch are folded into one more, and wait for that. */
  async refresh(): Promise<void> {
    this.#again = true
    this.#refreshing ??= this.#fetchTheLatest().finally(() => (this.#refreshing = undefined))
    return this.#refreshing
  }

  async #fetchTheLatest(): Promise<void> {
    while (this.#again) {
      this.#again = false
      await this.#fetch()
    }
  }

  async #fetch(): Promise<void> {
    if (this.#damaged) return
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
      const waited = await this.#whatWaited()
      await this.#followMoving()
      Object.assign(this, { inbox, junk, accounts, problem: undefined, obstacle: null })
      this.news.settle(...waited)
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (this.#isStoppedBy(problem)) return
      Object.assign(this, { problem, obstacle })
    }
  }

  // Nothing that was shown before is known to be so still.
  #stop(obstacle: Obstacle): void {
    this.close()
    this.news.close()
    Object.assign(this, { obstacle, inbox: undefined, junk: undefined, accounts: [], problem: undefined })
  }

  // Damage that is met at work goes by no trying again, whatever it was that met it.
  #isStoppedBy(problem: Problem): boolean {
    if (this.#damaged) return true
    if (problem.kind !== 'store-corrupt') return false
    this.#damaged = true
    this.#stop({ problem, taken_over: null })
    return true
  }

  /** Goes past the obstacle, and shows what is behind it. */
  async goPast(): Promise<void> {
    await this.#do('go-past', undefined, async () => {
      const met = this.obstacle?.problem.kind === 'store-corrupt' && !this.obstacle.taken_over
      await (met ? this.#client.startAgain() : this.#client.goPast())
      this.#damaged = false
      await this.refresh()
    })
  }

  /** Opens a message. */
  async open(id: MessageId): Promise<void> {
    this.chosen = id
    this.unopened = undefined
    this.#goOnReading()
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

  /** Begins to open the message `step` rows on, at most the last or first. Returns its id. */
  move(step: number): MessageId | undefined {
    const rows = this.rows ?? []
    const here = rows.findIndex((listed) => listed.row.id === this.chosen)
    // A message that was just taken out of the list left its place to the one below it.
    const from = here !== -1 ? here : step > 0 ? this.#place - 1 : this.#place
    const id = rows[Math.max(0, Math.min(from + step, rows.length - 1))]?.row.id
    if (id !== undefined && id !== this.chosen) void this.open(id)
    return id
  }

  #place = $state(0)

  /** Tells Mekiki what a message is: the one that is chosen, where none is named. */
  async correct(label: Label, named?: Row): Promise<void> {
    await this.#act(label, named, async (row) => {
      const done = await this.#client.correct(row.id, label)
      const now = done.listed.row
      const left = await this.#left(done.listed.row, done.pending)
      const wait = typeof left === 'object' ? left : null
      const said = label === 'ham' ? 'ham-said' : 'spam-said'
      const what = left === 'not-done' ? said : whatWasDone(label, row, now, wait !== null)
      const mode = this.accounts.find(({ id }) => id === row.account)?.mode ?? 'hold'
      const isTooLarge = label === 'spam' && this.#isTooLarge(row.id)
      const lectures = this.#lectures(done)
      const told = (): [text: string, more: string] => this.#toldOf(done, label, lectures, [this.#did(what, row, { mode }), isTooLarge && this.#words.text('did-too-large')])
      return { id: row.id, text: () => told()[0], more: () => told()[1], wait, slip: done.opposite ? done.listed.row : undefined }
    })
  }

  // What a word did, and what is told of it on demand.
  #toldOf(done: CorrectedView, label: Label, lectures: boolean, itself: (string | false)[]): [text: string, more: string] {
    const [spam, held] = [done.left_waiting, done.left_held]
    const others = [
      this.#moved(label === 'spam' ? 'did-moved-junk' : 'did-moved-back', done),
      spam > 0 && this.#words.text('did-left-waiting', { count: spam }),
      held > 0 && this.#words.text('did-left-held', { count: held }),
    ]
    const also = this.#words.text('did-also', { count: done.also_changed })
    const [learned, lecture] = this.#learned(done, lectures)
    // What speaks against the word, and what to do about it, comes before how many it changed.
    const [against, ...advice] = this.#against(done)
    const seen = done.also_changed > 0 && !against
    const text = this.#words.joined([...itself, seen && also, ...others, against, lecture && learned])
    return [text, this.#words.joined([...advice, !seen && also, lecture || learned])]
  }

  /** Takes back what the person said of a message. */
  async takeBack(named?: Row): Promise<void> {
    await this.#act('take-back', named, async (row) => {
      const done = await this.#client.takeBack(row.id)
      const left = done.left_waiting
      const sentences = () => [
        this.#did('take-back', row, { held: done.is_held ? 'yes' : 'no' }),
        done.is_left && this.#words.text('did-take-back-left'),
        done.also_changed > left && this.#words.text('did-also', { count: done.also_changed }),
        this.#moved('did-moved-back', done),
        done.going_back > 0 && this.#words.text('did-going-back', { count: done.going_back }),
        left > 0 && this.#words.text('did-left-unheld', { count: left }),
        (left > 0 || done.is_left) && this.#words.text('did-unheld-why'),
      ]
      return { id: row.id, text: () => this.#words.joined(sentences()) }
    }, (row) => row.corrected !== null)
  }

  /** Puts a message back in the inbox without teaching. */
  async release(named?: Row): Promise<void> {
    await this.#act('release', named, async (row) => {
      const { listed, pending } = await this.#client.release(row.id)
      const wait = pending && { row: listed.row, problem: pending }
      const restored = listed.row.lies_here ? 'restore-here' : 'restore'
      const word = () => row.corrected === 'spam' && this.#words.text('did-restore-word')
      return { id: row.id, text: () => this.#words.joined([this.#did(wait ? 'restore-later' : restored, row), word()]), wait }
    }, (row) => row.whereabouts === 'held')
  }

  /** Lets an account's run go on that stopped to ask. */
  async goOn(account: AccountId): Promise<void> {
    await this.#do('go-on', account, async () => {
      await this.#client.goOn(account)
      await this.refresh()
    })
  }

  /** Moves what waits in one of the two places for a word on it. */
  async moveWaiting(account: AccountId, from: Which): Promise<void> {
    await this.#do(`waiting-${from}`, account, async () => {
      const back = from === 'junk'
      const messages = await (back ? this.#client.putBackWaiting(account) : this.#client.moveWaiting(account))
      const moving = new Moving(account, from, messages)
      const what = back ? 'did-putting-back-waiting' : 'did-moving-waiting'
      const text = (): string => this.#words.text(`${what}${this.#howFar(moving)}`, { count: moving.count })
      this.news.tell({ text, moving })
      await this.refresh()
    })
  }

  /** What keeps many from being moved as the person asked. */
  inTheWayOf(moving: Moving): Problem | null {
    if (moving.still.length === 0) return null
    return this.accounts.find(({ id }) => id === moving.account)?.problem ?? null
  }

  // Whether they are moved, are being moved, or wait: for the mailbox, or for the person's answer.
  #howFar(moving: Moving): '' | '-done' | '-later' | '-asked' {
    if (moving.still.length === 0) return '-done'
    if (this.inTheWayOf(moving)) return '-later'
    const isStopped = this.accounts.some(({ id, stopped }) => id === moving.account && stopped)
    return isStopped && moving.from === 'inbox' ? '-asked' : ''
  }

  // Of many that are moved at once, which are still to be.
  async #followMoving(): Promise<void> {
    for (const { moving } of this.news.told) {
      if (moving && moving.still.length > 0) moving.still = await this.#client.stillWaiting([...moving.still])
    }
  }

  /** Lets what waits in one of the two places stay there. */
  async letStay(account: AccountId, from: Which): Promise<void> {
    await this.#do(`stay-${from}`, account, async () => {
      await this.#client.letStay(account, from)
      await this.refresh()
    })
  }

  // What an action left to be done in the mailbox. What is tried no more is told as not done.
  async #left(row: Row, problem: Problem | null): Promise<Wait | 'nothing' | 'not-done'> {
    if (!problem) return 'nothing'
    const still = await this.#client.stillWaiting([row.id])
    if (still.length > 0) return { row, problem }
    this.news.fail({ of: row.id, problem, row })
    return 'not-done'
  }

  // What was said to wait, and what of it waits still.
  async #whatWaited(): Promise<[waited: readonly Wait[], still: MessageId[]]> {
    const { waits } = this.news
    return [waits, waits.length === 0 ? [] : await this.#client.stillWaiting(waits.map(({ row }) => row.id))]
  }

  // While one class was never taught, words say nothing: whoever wonders why is told, once.
  #lectures({ learned_ham: ham, learned_spam: spam, also_changed }: CorrectedView): boolean {
    const lectures = (ham === 0 || spam === 0) && also_changed === 0 && !this.#lectured
    this.#lectured ||= lectures
    return lectures
  }

  // What was learned so far; what is to be done where that is one-sided is the second part.
  #learned({ learned_ham: ham, learned_spam: spam }: CorrectedView, lectures: boolean): [learned: string, lecture: string] {
    if (!lectures) return [this.#words.text('did-learned', { ham, spam }), '']
    return firstAndRest(this.#words.text(ham === 0 ? 'did-learned-only-spam' : 'did-learned-only-ham', { ham, spam }))
  }

  #lectured = false

  // Of what the person said before that speaks against this.
  #against({ opposite }: CorrectedView): (string | false)[] {
    if (!opposite) return []
    const named = opposite.example ? 'yes' : 'no'
    return [
      opposite.near_copies > 0 &&
        this.#words.text('did-opposite-copies', { count: opposite.near_copies, named, example: quoted(opposite.example) }),
      opposite.against_all_taught && this.#words.text('did-opposite-all'),
      this.#words.text('did-opposite-back'),
    ].filter(Boolean)
  }

  // Which others were moved: the one, or the first of them and how many.
  #moved(id: string, done: Pick<CorrectedView, 'also_moved' | 'first_moved'>): string | false {
    const first = quoted(done.first_moved || this.#words.text('no-subject'))
    return done.also_moved > 0 && this.#words.text(id, { count: done.also_moved, first })
  }

  #did(what: string, row: Row, more: Record<string, string> = {}): string {
    const subject = quoted(row.subject || this.#words.text('no-subject'))
    return this.#words.text(`did-${what}`, { subject, ...more })
  }

  #isTooLarge(id: MessageId): boolean {
    return this.opened?.opened.row.id === id && this.opened.opened.too_large
  }

  // What is known of a message now: an action before this one may have changed it.
  #latest(id: MessageId): Row | undefined {
    const listed = [...(this.inbox ?? []), ...(this.junk ?? [])].find(({ row }) => row.id === id)
    if (listed) return listed.row
    const row = this.opened?.opened.row
    return row?.id === id ? row : undefined
  }

  // The row that is marked, although its text may still be on its way: whoever goes on by key means that one.
  #meant(): Row | undefined {
    return this.chosen === undefined ? undefined : this.#latest(this.chosen)
  }

  // Of what cannot be read nothing can be said, and a key that did nothing would leave open why.
  #refuse(problem: Problem): void {
    this.news.goOn()
    this.news.fail({ of: this.chosen, problem, row: this.#meant() })
  }

  async #act(what: string, named: Row | undefined, action: (row: Row) => Promise<Told>, applies: (row: Row) => boolean = () => true): Promise<void> {
    if (!named && this.unopened) return this.#refuse(this.unopened)
    const meant = named ?? this.#meant()
    if (!meant || (!this.busy && !applies(meant))) return
    const act = async (): Promise<void> => {
      const row = this.#latest(meant.id) ?? meant
      if (!applies(row)) return
      const place = this.rows?.findIndex((listed) => listed.row.id === this.chosen) ?? -1
      // Of a message that an action took out of the list before, the place is known still.
      if (place !== -1) this.#place = place
      const told = await action(row)
      await this.refresh()
      await this.reopen()
      this.news.tell(told)
      // It may be done already.
      if (told.wait) this.news.settle(...(await this.#whatWaited()))
    }
    await this.#do(what, meant.id, act, meant)
  }

  // One action at a time, in the order in which they were asked for. The same one twice in a row is a double click.
  async #do(what: string, of: Turn['of'], action: () => Promise<void>, row?: Row): Promise<void> {
    const before = this.#last
    if (before?.what === what && before.of === of) return before.done
    if (!this.busy) this.news.goOn()
    this.busy = true
    const turn: Turn = { what, of, done: Promise.resolve(before?.done).then(() => this.#take(of, action, row)) }
    this.#last = turn
    await turn.done
    if (this.#last === turn) {
      this.#last = undefined
      this.busy = false
    }
    this.acted()
  }

  // Never fails: those that wait for their turn must have it.
  async #take(of: Turn['of'], action: () => Promise<void>, row?: Row): Promise<void> {
    try {
      this.news.succeed(of)
      await action()
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (!this.#isStoppedBy(problem)) this.news.fail({ of, problem, row })
    }
  }
}

/** The mail of the component's window. */
export const [mailbox, provideMailbox] = createContext<Mailbox>()
