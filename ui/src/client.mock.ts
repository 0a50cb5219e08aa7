// A shell in memory, for component tests and for working on the looks (`npm run dev:mock`).
// Nothing of it is in the shipped bundle.

import type { Clue, CorrectedView, Found, Label, Language, Lines, Listed, Obstacle, OpenedMessage, Opposite, Problem, Row, Stopped, Strength, Unanswered, Which } from './bindings'
import { Failure, type Client } from './client'

/** A message of the mock. */
export interface MockMessage {
  row: Row
  strength: Strength
  text: string
  to?: string
  textCut?: boolean
  copyAltered?: boolean
  attachments?: string[]
  attachmentsCut?: boolean
  sentence: string
  clues: [sentence: string, contribution: number][]
}

/** A mock client, and what a test may do to it. */
export interface MockClient extends Client {
  messages: MockMessage[]
  /** As if the engine had reported a change. */
  change(): void
  /** The next call of anything fails with this problem. */
  failNext: Failure | undefined
  /** The one account waits for an answer before anything is moved, and why. */
  stopped: Stopped | null
  /** Whatever is asked of the data meets damage, until they are opened anew. */
  damaged: Failure | undefined
  /** What the language is asked for waits for. */
  languageKnown: Promise<void>
  /** Nothing was heard yet of the one account. */
  connecting: boolean
  /** What the next correction contradicts. */
  opposite: Opposite | null
  /** What opening the data found. */
  found: Found
  /** How large the page is shown. */
  zoomed: number
  /** Stands before everything else until the person goes past it. */
  inTheWay: Obstacle | null
  /** What was learned so far. */
  learned: Record<Label, number>
  /** Other messages whose verdict a correction changes. */
  alsoChanged: number
  /** Others that a correction moves. */
  alsoMoved: number
  /** What the first of those is called. */
  firstMoved: string
  /** The mailbox cannot be reached: nothing is moved in it. */
  outOfReach: Problem | null
  /** What is asked for in the mailbox is under way. */
  moving: boolean
  /** Others that come back when a word is taken back. */
  broughtBack: number
  /** Others that a correction leaves where they are, as too many at once, until they are asked about. */
  leftWaiting: number
  /** Others that a correction leaves in the junk folder, as too many at once, until they are asked about. */
  leftHeld: number
  /** What waits for an answer, in the one account. */
  unanswered: Unanswered
  /** The account's server takes nothing back. */
  pop3: boolean
  /** The message itself is judged spam again when a word on it is taken back. */
  isLeft: boolean
  /** What a told command needs to act on the same data. */
  options: string
}

/** A client over the given messages. */
export function mockClient(messages: MockMessage[] = samples()): MockClient {
  let language: Language = 'en'
  let letterKeys = true
  const listeners = new Set<() => void>()

  function check(): void {
    if (mock.inTheWay) throw new Failure(mock.inTheWay.problem)
    if (mock.damaged) throw mock.damaged
    const failure = mock.failNext
    mock.failNext = undefined
    if (failure) throw failure
  }

  function find(id: number): MockMessage {
    const message = mock.messages.find((candidate) => candidate.row.id === id)
    if (!message) throw new Failure({ kind: 'no-such-message', facts: { message: String(id) } })
    return message
  }

  // Messages of which nothing else is known here.
  const some = (count: number): number[] => Array.from({ length: count }, (_, index) => 1000 + index)
  const listed = (message: MockMessage): Listed => ({ row: { ...message.row }, strength: message.strength })

  function correct(id: number, label: Label): CorrectedView {
    const message = find(id)
    message.row.corrected = label
    message.row.verdict = label
    message.row.lies_here = mock.pop3 && label === 'ham' && !mock.outOfReach && message.row.whereabouts === 'held'
    if (!mock.outOfReach) message.row.whereabouts = label === 'spam' ? 'held' : message.row.whereabouts === 'held' ? 'released' : 'inbox'
    message.strength = label === 'spam' ? 'you-said-spam' : 'you-said-ham'
    mock.learned[label] += 1
    mock.unanswered = { spam: label === 'spam' ? mock.leftWaiting : 0, doubtful: label === 'ham' ? mock.leftHeld : 0 }
    return {
      listed: listed(message),
      also_changed: mock.alsoChanged,
      also_moved: mock.alsoMoved,
      first_moved: mock.firstMoved,
      left_waiting: label === 'spam' ? mock.leftWaiting : 0,
      left_held: label === 'ham' ? mock.leftHeld : 0,
      learned_ham: mock.learned.ham,
      learned_spam: mock.learned.spam,
      pending: mock.outOfReach,
      opposite: mock.opposite,
    }
  }

  const mock: MockClient = {
    messages,
    failNext: undefined,
    stopped: null,
    damaged: undefined,
    languageKnown: Promise.resolve(),
    connecting: false,
    opposite: null,
    found: { listed_again: 0, lessons_unread: 0 },
    zoomed: 1,
    inTheWay: null,
    learned: { ham: 3, spam: 4 },
    alsoChanged: 1,
    alsoMoved: 0,
    firstMoved: 'Half price, today only',
    outOfReach: null,
    moving: false,
    broughtBack: 0,
    leftWaiting: 0,
    leftHeld: 0,
    unanswered: { spam: 0, doubtful: 0 },
    pop3: false,
    isLeft: false,
    options: '',
    change: () => listeners.forEach((listener) => listener()),
    obstacle: async () => mock.inTheWay,
    goPast: async () => void (mock.inTheWay = null),
    startAgain: async () => {
      const path = `${mock.damaged?.problem.facts['path']}.damaged-1`
      mock.inTheWay = {
        problem: { kind: 'store-corrupt', facts: { path } },
        taken_over: { whole: true, accounts: 1, entries: 0, learned: 2, held: 0 },
      }
      mock.damaged = undefined
    },
    commandOptions: async () => mock.options,
    language: async () => {
      await mock.languageKnown
      return language
    },
    setLanguage: async (chosen) => {
      check()
      language = chosen
    },
    letterKeys: async () => {
      check()
      return letterKeys
    },
    setLetterKeys: async (count) => {
      check()
      letterKeys = count
    },
    foundAtOpening: async () => {
      check()
      return mock.found
    },
    foundIsRead: async () => void (mock.found = { ...mock.found, listed_again: 0 }),
    accounts: async () => {
      check()
      return [{ id: 'demo', mode: 'hold', problem: mock.outOfReach, connecting: mock.connecting, working: false, stopped: mock.stopped, held_leaves_server: mock.pop3, unanswered: mock.unanswered }]
    },
    goOn: async () => void (mock.stopped = null),
    moveWaiting: async () => {
      check()
      const { spam } = mock.unanswered
      mock.unanswered = { ...mock.unanswered, spam: 0 }
      return some(spam)
    },
    putBackWaiting: async () => {
      check()
      const { doubtful } = mock.unanswered
      mock.unanswered = { ...mock.unanswered, doubtful: 0 }
      return some(doubtful)
    },
    letStay: async (_, which) => {
      check()
      const { spam, doubtful } = mock.unanswered
      mock.unanswered = which === 'inbox' ? { spam: 0, doubtful } : { spam, doubtful: 0 }
      return which === 'inbox' ? spam : doubtful
    },
    list: async (which: Which) => {
      check()
      return mock.messages.filter((message) => (message.row.whereabouts === 'held') === (which === 'junk')).map(listed)
    },
    open: async (id) => {
      check()
      return opened(find(id))
    },
    correct: async (id, label) => {
      check()
      return correct(id, label)
    },
    takeBack: async (id) => {
      check()
      const message = find(id)
      message.row.corrected = null
      message.strength = 'cannot-tell'
      return { changed: true, also_changed: mock.broughtBack, also_moved: mock.outOfReach ? 0 : mock.broughtBack, first_moved: mock.firstMoved, going_back: mock.outOfReach ? mock.broughtBack : 0, left_waiting: mock.unanswered.spam, is_left: mock.isLeft, is_held: message.row.whereabouts === 'held' }
    },
    zoom: async (factor) => void (mock.zoomed = factor),
    release: async (id) => {
      check()
      const message = find(id)
      if (!mock.outOfReach) message.row.whereabouts = 'released'
      message.row.lies_here = mock.pop3 && !mock.outOfReach
      return { listed: listed(message), pending: mock.outOfReach }
    },
    stillWaiting: async (ids) => {
      check()
      return mock.outOfReach || mock.moving ? ids : []
    },
    onChange: async (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
  return mock
}

function opened(message: MockMessage): OpenedMessage {
  const evidence = message.clues.map(
    ([text, contribution]): Clue => ({
      voter: 'bayes',
      token: { kind: 'word', field: 'body', text },
      contribution,
      spam_seen: 0,
      ham_seen: 0,
    }),
  )
  const sum = message.clues.reduce((total, [, contribution]) => total + contribution, 0)
  return {
    opened: {
      row: { ...message.row },
      folder_here: message.row.lies_here ? '/home/hanako/.local/share/mekiki/accounts/demo/Released' : null,
      to: message.to ?? 'hanako@example.jp',
      text: message.text,
      text_cut: message.textCut ?? false,
      too_large: false,
      copy_altered: message.copyAltered ?? false,
      attachments: (message.attachments ?? []).map((name) => ({ name, content_type: 'application/octet-stream', size: 2000 })),
      attachments_cut: message.attachmentsCut ?? false,
      judgement: {
        score: message.row.score,
        log_odds: sum,
        verdict: message.row.verdict,
        cutoffs: { ham: 0.2, spam: 0.9 },
        decision: { by: 'committee' },
        evidence,
        votes: [
          { voter: 'bayes', log_odds: sum, confidence: 0.8, share: sum },
          { voter: 'server', log_odds: 0, confidence: 0, share: 0 },
        ],
        findings: [],
        unproven_allow: null,
        judged_at: message.row.received,
      },
    },
    explanation: {
      strength: message.strength,
      sentence: message.sentence,
      clues: message.clues.map(([text]) => text),
      help: message.clues.map(() => ''),
      lines: lines(message),
    },
  }
}

// As the shell does it, but that what finds no room is in no line.
function lines({ clues }: MockMessage): Lines {
  const all = clues.map(([sentence, contribution]) => ({ sentence, help: '', contribution }))
  const spam = all.filter((line) => line.contribution > 0).slice(0, 5)
  const wanted = all.filter((line) => line.contribution <= 0).slice(0, 5)
  const rest = all.filter((line) => !spam.includes(line) && !wanted.includes(line))
  return { spam, wanted, rest: rest.length, rest_contribution: rest.reduce((sum, line) => sum + line.contribution, 0) }
}

/** A message with the given traits. */
export function mockMessage(id: number, traits: Partial<Omit<MockMessage, 'row'>> & { row?: Partial<Row> } = {}): MockMessage {
  return {
    strength: 'very-probably-wanted',
    text: 'Shall we meet on Friday?\n\nAya',
    sentence: 'Very probably wanted: You have written to aya@example.jp 12 times.',
    clues: [['You have written to aya@example.jp 12 times.', -2.4], ['The word “friday” stood in 2 spam and 40 wanted messages.', -1.1], ['The word “meet” stood in 9 spam and 7 wanted messages.', 0.3]],
    ...traits,
    row: {
      id,
      account: 'demo',
      from_name: 'Aya Tanaka',
      from_address: 'aya@example.jp',
      subject: 'Friday',
      received: 1_795_300_000 - id * 3600,
      score: 0.04,
      cutoffs: { ham: 0.2, spam: 0.9 },
      decision: { by: 'committee' },
      verdict: 'ham',
      corrected: null,
      whereabouts: 'inbox',
      along: false,
      lies_here: false,
      ...traits.row,
    },
  }
}

function samples(): MockMessage[] {
  const spam: MockMessage['clues'] = [
    ['The link shows mybank.example but leads to x-login.example.', 2.6],
    ['The word “verify” stood in 31 spam and 1 wanted messages.', 1.4],
    ['Your provider’s filter (Rspamd) took this mail for spam: “X-Spam: Yes”.', 1.3],
    ['This is the first mail from security@x-login.example.', 0.7],
    ['Letters were woven into words: VAqLIUvM.', 0.6],
    ['“click here” stood in 22 spam and 3 wanted messages.', 0.5],
    ['The word “dear” stood in 18 spam and 25 wanted messages.', -0.4],
    ['The word “regards” stood in 9 spam and 60 wanted messages.', -0.9],
  ]
  return [
    mockMessage(1),
    mockMessage(2, {
      strength: 'cannot-tell',
      sentence: 'I cannot tell. For spam: This is the first mail from yuki@mail.example. Against it: The word “regards” stood in 9 spam and 60 wanted messages.',
      clues: [['This is the first mail from yuki@mail.example.', 0.9], ['The word “regards” stood in 9 spam and 60 wanted messages.', -0.6]],
      text: 'はじめまして。先日お見かけして、お話ししてみたいと思いました。お返事いただけたら嬉しいです。',
      row: { from_name: '真希', from_address: 'maki@mail.example', subject: 'この前はありがとうございました', score: 0.57, verdict: 'unsure' },
    }),
    mockMessage(3, { row: { from_name: '山田書店', from_address: 'news@books.example.jp', subject: '【新刊のお知らせ】今月のおすすめ 5 冊と、秋の読書会のご案内' } }),
    mockMessage(4, {
      strength: 'almost-certainly-spam',
      sentence: 'Almost certainly spam: The link shows mybank.example but leads to x-login.example. The word “verify” stood in 31 spam and 1 wanted messages.',
      clues: spam,
      text: 'Dear customer,\n\nplease verify your account at https://mybank.example/ [x-login.example] within 24 hours.\n\nRegards',
      row: { from_name: 'MyBank Security', from_address: 'security@x-login.example', subject: 'Your account is locked', score: 0.997, verdict: 'spam', whereabouts: 'held' },
    }),
    mockMessage(5, {
      strength: 'very-probably-spam',
      sentence: '迷惑メールの可能性がとても高いです。',
      clues: spam.slice(0, 4),
      text: '当選しました',
      row: { from_name: '懸賞事務局', from_address: 'info@present.example', subject: '未承諾広告※ 当 選 の お 知 ら せ', score: 0.96, verdict: 'spam', whereabouts: 'held' },
    }),
  ]
}
