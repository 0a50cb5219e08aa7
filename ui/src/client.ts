// The only file that talks to the shell. Everything else in the window asks a `Client`,
// so that tests and design work can put another one in its place (`client.mock.ts`).

import { getCurrentWebview } from '@tauri-apps/api/webview'
import { commands, events } from './bindings'
import type {
  AccountId,
  AccountView,
  CorrectedView,
  Found,
  Label,
  Language,
  Listed,
  MessageId,
  Obstacle,
  OpenedMessage,
  Problem,
  ReleasedView,
  TakenBack,
  Which,
} from './bindings'

/** What the window can ask of the shell. Every refusal is a `Failure`. */
export interface Client {
  /** What the person has to know before any mail is shown; nothing else is answered until then. */
  obstacle(): Promise<Obstacle | null>
  /** Goes past the obstacle: with what was begun anew, or by trying again. */
  goPast(): Promise<void>
  /** Closes the data and opens them anew, as the next start would. */
  startAgain(): Promise<void>
  /** The options that a command needs to act on this window's data; empty for the usual ones. */
  commandOptions(): Promise<string>
  language(): Promise<Language>
  setLanguage(language: Language): Promise<void>
  letterKeys(): Promise<boolean>
  setLetterKeys(count: boolean): Promise<void>
  /** What opening the data found that the person should know. */
  foundAtOpening(): Promise<Found>
  /** The person has read it: it is not told again. */
  foundIsRead(): Promise<void>
  accounts(): Promise<AccountView[]>
  /** Lets an account's run go on that stopped to ask. */
  goOn(account: AccountId): Promise<void>
  /** Moves what is judged spam and was left in the inbox. Says which they are. */
  moveWaiting(account: AccountId): Promise<MessageId[]>
  /** Puts back what is held in doubt and was left there. Says which they are. */
  putBackWaiting(account: AccountId): Promise<MessageId[]>
  /** Lets what is asked about in one of the two places stay there. Says how many they are. */
  letStay(account: AccountId, which: Which): Promise<number>
  list(which: Which): Promise<Listed[]>
  open(id: MessageId, language: Language): Promise<OpenedMessage>
  correct(id: MessageId, label: Label): Promise<CorrectedView>
  /** Takes the person's word on a message back, and what it taught. */
  takeBack(id: MessageId): Promise<TakenBack>
  /** Puts a held message back; where its mailbox is out of reach, later, and this says why. */
  release(id: MessageId): Promise<ReleasedView>
  /** Which of these messages still wait for their mailbox: to be moved, marked or put back. */
  stillWaiting(ids: MessageId[]): Promise<MessageId[]>
  /** Shows the page so many times as large as usual. */
  zoom(factor: number): Promise<void>
  /** Calls back whenever mail, verdicts or accounts changed. Returns how to stop that. */
  onChange(changed: () => void): Promise<() => void>
}

/** A problem that the engine reported; its sentence is in the catalogue. */
export class Failure extends Error {
  constructor(readonly problem: Problem) {
    super(problem.kind)
  }
}

/** Turns whatever was thrown into a problem that can be shown. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Failure) return thrown.problem
  return { kind: 'internal', facts: { detail: String(thrown) } }
}

type Answer<T> = { status: 'ok'; data: T } | { status: 'error'; error: Problem }

async function unwrap<T>(answer: Promise<Answer<T>>): Promise<T> {
  const given = await answer
  if (given.status === 'error') throw new Failure(given.error)
  return given.data
}

/** The shell behind the real window. */
export const shell: Client = {
  obstacle: () => unwrap(commands.obstacle()),
  goPast: async () => void (await unwrap(commands.goPast())),
  startAgain: async () => void (await unwrap(commands.startAgain())),
  commandOptions: () => commands.commandOptions(),
  language: () => unwrap(commands.language()),
  setLanguage: async (language) => void (await unwrap(commands.setLanguage(language))),
  letterKeys: () => unwrap(commands.letterKeys()),
  setLetterKeys: async (count) => void (await unwrap(commands.setLetterKeys(count))),
  foundAtOpening: () => unwrap(commands.foundAtOpening()),
  foundIsRead: async () => void (await commands.foundIsRead()),
  accounts: () => unwrap(commands.accounts()),
  goOn: async (account) => void (await unwrap(commands.goOn(account))),
  moveWaiting: (account) => unwrap(commands.moveWaiting(account)),
  putBackWaiting: (account) => unwrap(commands.putBackWaiting(account)),
  letStay: (account, which) => unwrap(commands.letStay(account, which)),
  list: (which) => unwrap(commands.listMessages(which)),
  open: (id, language) => unwrap(commands.openMessage(id, language)),
  correct: (id, label) => unwrap(commands.correct(id, label)),
  takeBack: (id) => unwrap(commands.takeBack(id)),
  release: (id) => unwrap(commands.release(id)),
  stillWaiting: (ids) => unwrap(commands.stillWaiting(ids)),
  zoom: (factor) => getCurrentWebview().setZoom(factor),
  onChange: (changed) => events.happened.listen(changed),
}
