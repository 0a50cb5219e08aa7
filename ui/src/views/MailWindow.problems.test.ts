import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { describe, expect, test } from 'vitest'
import { Failure } from '../client'
import { mockClient, mockMessage, type MockClient } from '../client.mock'
import MailWindow from './MailWindow.svelte'
import { opened, rows } from './MailWindow.testing'

describe('an obstacle at opening', () => {
  const damaged = {
    problem: { kind: 'store-corrupt', facts: { path: '/data/mekiki.db.damaged-1' } },
    taken_over: { whole: false, accounts: 1, entries: 0, learned: 40, held: 2 },
  } as const

  test('stands before everything, in either language, until the person goes on', async () => {
    const client = mockClient()
    client.inTheWay = damaged
    render(MailWindow, { client })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The damaged file is kept as /data/mekiki.db.damaged-1.')
    expect(alert.textContent).toContain('Not all of it could be read.')
    expect(alert.textContent).toContain('one account')
    expect(alert.textContent).toContain('no entry of the allow and block lists')
    expect(alert.textContent).toContain('40 messages that you taught it')
    client.change()
    await userEvent.click(screen.getByRole('radio', { name: '日本語' }))
    expect((await screen.findByRole('alert')).textContent).toContain('データベースが壊れていました。')
    expect(rows()).toEqual([])
    await userEvent.click(within(screen.getByRole('alert')).getByRole('button', { name: '続ける' }))
    await waitFor(() => expect(rows()).toHaveLength(3))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(await client.language()).toBe('ja')
  })

  test('that could not be overcome says what to do and can be tried again', async () => {
    const client = mockClient()
    client.inTheWay = { problem: { kind: 'store-too-new', facts: { path: '/data/mekiki.db' } }, taken_over: null }
    render(MailWindow, { client })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('/data/mekiki.db was written by a newer Mekiki. Please update this one.')
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(rows()).toHaveLength(3))
  })
})

describe('a problem', () => {
  test('is told in a sentence and gone after trying again', async () => {
    const client = mockClient()
    client.failNext = new Failure({ kind: 'read-only', facts: { path: '/data/mekiki.db' } })
    render(MailWindow, { client })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('/data/mekiki.db is read-only.')
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
    expect(rows()).toHaveLength(3)
  })

  test('of an action stays while mail comes, until it is closed', async () => {
    const client = await opened()
    await userEvent.click(screen.getByText('Aya Tanaka'))
    const spam = await screen.findByRole('button', { name: 'Spam' })
    client.failNext = new Failure({ kind: 'disk-full', facts: { path: '/data/mekiki.db' } })
    await userEvent.click(spam)
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('That was not done.')
    client.messages.unshift(mockMessage(9, { row: { from_name: 'Newcomer' } }))
    client.change()
    await waitFor(() => expect(rows()[0]).toBe('Newcomer'))
    expect(screen.getByRole('alert')).toBe(alert)
    await userEvent.click(within(alert).getByRole('button', { name: 'Close' }))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('of an action stays while the person goes on, and goes when the same is done', async () => {
    const client = await opened()
    await userEvent.click(screen.getByText('Aya Tanaka'))
    await screen.findByRole('button', { name: 'Spam' })
    client.failNext = new Failure({ kind: 'disk-full', facts: { path: '/data/mekiki.db' } })
    await userEvent.keyboard('j')
    expect((await screen.findByRole('alert')).textContent).toContain('That was not done.')
    await userEvent.keyboard('{ArrowDown}')
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('That was not done with “\u2068Friday\u2069”.'))
    await userEvent.keyboard('n')
    await within(screen.getByRole('status')).findByText(/この前は/)
    expect(screen.getByRole('alert').textContent).toContain('Friday')
    await userEvent.keyboard('{ArrowUp}')
    await waitFor(() => expect(document.querySelector('article strong')?.textContent).toBe('Aya Tanaka'))
    await userEvent.keyboard('n')
    await within(screen.getByRole('status')).findByText(/Friday/)
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('takes two lines until its whole text is asked for, by button and by key', async () => {
    // jsdom lays nothing out: a text of more lines than are shown.
    const high = Object.getOwnPropertyDescriptor(Element.prototype, 'scrollHeight')!
    Object.defineProperty(Element.prototype, 'scrollHeight', { configurable: true, get: () => 96 })
    const client = mockClient()
    client.stopped = 'unusually-much'
    await opened(client)
    const alert = await screen.findByRole('alert')
    const text = alert.querySelector('p')!
    const lines = (): string => getComputedStyle(text).getPropertyValue('-webkit-line-clamp')
    const button = await within(alert).findByRole('button', { name: 'More' })
    expect([button.getAttribute('aria-expanded'), lines()]).toEqual(['false', '2'])
    expect(text.textContent).toContain('correct what is wrong, then let it go on.')
    button.focus()
    await userEvent.keyboard('{Enter}')
    expect([button.getAttribute('aria-expanded'), lines()]).toEqual(['true', ''])
    expect(button.textContent).toBe('Less')
    Object.defineProperty(Element.prototype, 'scrollHeight', high)
  })

  test('that has room is not unfolded', async () => {
    const client = mockClient()
    client.stopped = 'unusually-much'
    await opened(client)
    expect(within(await screen.findByRole('alert')).queryByRole('button', { name: 'More' })).toBeNull()
  })

  test('of one account leaves the others alone', async () => {
    const client = mockClient()
    client.accounts = async () => [
      { id: 'home', mode: 'observe', problem: null, connecting: false, working: false, stopped: null, held_leaves_server: false, unanswered: { spam: 0, doubtful: 0 } },
      { id: 'work', mode: 'hold', problem: { kind: 'unknown-host', facts: { host: 'imap.work.example' } }, connecting: false, working: false, stopped: null, held_leaves_server: false, unanswered: { spam: 0, doubtful: 0 } },
    ]
    await opened(client)
    expect(await screen.findAllByRole('button', { name: 'Needs attention' })).not.toEqual([])
    expect(screen.getByText('Up to date')).toBeDefined()
  })
})

test('an account in trouble takes one line, and what is in its way is read in a dialog that takes the keys', async () => {
  const client = mockClient()
  const trouble = (id: string) => ({ id, mode: 'hold', problem: { kind: 'unknown-host', facts: { host: `${id}.example` } }, connecting: false, working: false, stopped: null, held_leaves_server: false, unanswered: { spam: 0, doubtful: 0 } }) as const
  client.accounts = async () => [trouble('home'), trouble('work')]
  await opened(client)
  const region = screen.getByRole('region', { name: 'Accounts' })
  const buttons = await within(region).findAllByRole('button', { name: 'Needs attention' })
  expect(region.textContent).not.toContain('cannot be found')
  await userEvent.click(screen.getByText('Aya Tanaka'))
  await screen.findByRole('button', { name: 'Spam' })
  await userEvent.click(buttons[1]!)
  const dialog = await screen.findByRole('dialog', { name: 'Accounts that need attention' })
  const told = [...dialog.querySelectorAll('[data-trouble]')].map((one) => one.textContent)
  expect(told).toHaveLength(2)
  expect(told[0]).toContain('The server home.example cannot be found.')
  expect(told[1]).toContain('mekiki account change work --imap HOST')
  await userEvent.keyboard('j')
  expect(client.messages[0]?.row.corrected).toBeNull()
  client.accounts = async () => [{ ...trouble('home'), problem: null }]
  client.change()
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

test('a dialog is read from its beginning', async () => {
  await opened()
  await userEvent.keyboard('?')
  const dialog = await screen.findByRole('dialog', { name: 'Keys' })
  expect(document.activeElement).toBe(within(dialog).getByRole('heading', { name: 'Keys' }))
})

test('an account that gets into trouble is told to whoever cannot see it', async () => {
  const client = await opened()
  const told = document.querySelector('[data-troubles]')!
  expect([told.getAttribute('aria-live'), told.textContent]).toEqual(['polite', ''])
  client.accounts = async () => [{ id: 'home', mode: 'hold', problem: { kind: 'unknown-host', facts: { host: 'h.example' } }, connecting: false, working: false, stopped: null, held_leaves_server: false, unanswered: { spam: 0, doubtful: 0 } }]
  client.change()
  await waitFor(() => expect(told.textContent).toBe('Account “home” needs attention.'))
  expect(told.isConnected).toBe(true)
})

test('a command that is told names the data folder that the window was started with', async () => {
  const client = mockClient()
  client.options = "--data-dir '/a {b}\"c'"
  client.accounts = async () => [{ id: 'home', mode: 'hold', problem: { kind: 'unknown-host', facts: { host: 'h.example' } }, connecting: false, working: false, stopped: null, held_leaves_server: false, unanswered: { spam: 0, doubtful: 0 } }]
  await opened(client)
  await userEvent.click((await screen.findAllByRole('button', { name: 'Needs attention' }))[0]!)
  const dialog = await screen.findByRole('dialog')
  expect(dialog.querySelector('code')?.textContent).toBe(`mekiki ${client.options} account change home --imap HOST`)
  expect(dialog.textContent).toContain('Close this window before')
})

test('an account of which nothing was heard yet is being connected', async () => {
  const client = mockClient()
  client.connecting = true
  await opened(client)
  expect(screen.getByText('Connecting…')).toBeDefined()
  expect(screen.queryByText('Up to date')).toBeNull()
  client.connecting = false
  client.change()
  expect(await screen.findByText('Up to date')).toBeDefined()
})

test('nothing is worded before the language is known', async () => {
  const client = mockClient()
  let answer = (): void => {}
  client.languageKnown = new Promise<void>((resolve) => (answer = resolve))
  await client.setLanguage('ja')
  render(MailWindow, { client })
  await new Promise(requestAnimationFrame)
  expect(document.body.textContent?.trim()).toBe('目利き Mekiki')
  answer()
  await screen.findByRole('button', { name: /受信箱/ })
})

test('a choice of language counts although the kept one is still being asked for', async () => {
  const client = mockClient()
  const language = client.language
  let answer = (): void => {}
  const slow = new Promise<void>((resolve) => (answer = resolve))
  let asked = 0
  client.language = async () => {
    const kept = await language()
    // Once what is in the way is gone, it is asked for again.
    if (++asked > 1) await slow
    return kept
  }
  render(MailWindow, { client })
  await userEvent.click(await screen.findByRole('radio', { name: '日本語' }))
  answer()
  await waitFor(() => expect(rows()).toHaveLength(3))
  expect(document.documentElement.lang).toBe('ja')
  await waitFor(async () => expect(await language()).toBe('ja'))
})

test('a run that stopped is asked about, and goes on when told', async () => {
  const client = mockClient()
  client.stopped = 'unusually-much'
  await opened(client)
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('So much of the mail in “demo” would have been taken out of the way')
  expect(alert.textContent).not.toContain('database')
  expect(screen.getByText('Stopped')).toBeDefined()
  expect(screen.queryByText('Up to date')).toBeNull()
  expect(screen.queryByText('Takes spam out of the way')).toBeNull()
  const inbox = await client.list('inbox')
  const spam = inbox.filter((listed) => listed.row.verdict === 'spam').length
  expect(alert.textContent).toContain(`: ${spam} of ${inbox.length} messages in this inbox (`)
  await userEvent.click(within(alert).getByRole('button', { name: 'Go on' }))
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  expect(client.stopped).toBeNull()
})

test('a run that waits because a damaged database lost something says that, and nothing else', async () => {
  const client = mockClient()
  client.stopped = 'not-all-taken-over'
  await opened(client)
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('Not all could be taken over from the damaged database')
  expect(alert.textContent).not.toContain('So much of the mail')
})

describe('damage that is met at work', () => {
  const met = new Failure({ kind: 'store-corrupt', facts: { path: '/data/mekiki.db', detail: 'met' } })

  test('is told although the lists can still be read, where a look at the mail met it', async () => {
    const client = await opened()
    client.accounts = async () => [{ id: 'demo', mode: 'hold', problem: met.problem, connecting: false, working: false, stopped: null, held_leaves_server: false, unanswered: { spam: 0, doubtful: 0 } }]
    client.change()
    const alert = await screen.findByRole('alert')
    expect(within(alert).getByRole('button', { name: 'Start again' })).toBeDefined()
  })

  test('stays told, whatever else is met before the data are opened anew', async () => {
    const client = await opened()
    client.damaged = met
    client.change()
    await screen.findByRole('button', { name: 'Start again' })
    client.damaged = new Failure({ kind: 'input-output', facts: { path: '/data/mekiki.db', detail: 'disk I/O error' } })
    client.change()
    await userEvent.keyboard('j')
    expect(screen.getByRole('alert').textContent).toContain('The database /data/mekiki.db is damaged.')
    await userEvent.click(screen.getByRole('button', { name: 'Start again' }))
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('The damaged file is kept'))
  })

  for (const [when, meet] of [
    ['new mail comes', async (client: MockClient) => client.change()],
    ['the person says what a message is', async () => userEvent.keyboard('j')],
    ['a message is opened', async () => userEvent.keyboard('{ArrowDown}')],
  ] as const) {
    test(`is told when ${when}, and nothing is called well; starting again goes past it`, async () => {
      const client = await opened()
      await userEvent.click(screen.getByText('Aya Tanaka'))
      await screen.findByRole('button', { name: 'Spam' })
      client.damaged = met
      await meet(client)
      const alert = await screen.findByRole('alert')
      expect(alert.textContent).toContain('The database /data/mekiki.db is damaged.')
      expect(screen.queryByText('Up to date')).toBeNull()
      expect(rows()).toEqual([])
      await userEvent.click(within(alert).getByRole('button', { name: 'Start again' }))
      await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('The damaged file is kept as /data/mekiki.db.damaged-1.'))
      await userEvent.click(screen.getByRole('button', { name: 'Go on' }))
      await waitFor(() => expect(rows()).toHaveLength(3))
      expect(screen.queryByRole('alert')).toBeNull()
    })
  }
})

test('the language is switched everywhere at once and kept', async () => {
  const client = await opened()
  await userEvent.click(screen.getByText('Aya Tanaka'))
  await userEvent.click(screen.getByRole('radio', { name: '日本語' }))
  await screen.findByRole('button', { name: '迷惑メールではない' })
  expect(document.documentElement.lang).toBe('ja')
  expect(screen.getByRole('button', { name: /受信箱/ })).toBeDefined()
  expect(await client.language()).toBe('ja')
})

test('what opening the data found is told, until it is closed', async () => {
  const client = mockClient()
  client.found = { listed_again: 2, lessons_unread: 1 }
  await opened(client)
  const banner = await screen.findByRole('alert')
  expect(banner.textContent).toMatch(/2 messages lay in the junk folder/)
  expect(banner.textContent).toMatch(/One message that you taught cannot be read any more/)
  await userEvent.click(screen.getByRole('radio', { name: '日本語' }))
  expect(screen.getByRole('alert').querySelector('p')?.textContent).not.toMatch(/。\s+\S*[ぁ-ん一-龠]/)
  await userEvent.click(screen.getByRole('radio', { name: 'English' }))
  await userEvent.click(within(banner).getByRole('button', { name: 'Close' }))
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
})

test('what opening the data found is told although a change comes while it is asked for, and once read is forgotten', async () => {
  const client = mockClient()
  client.found = { listed_again: 2, lessons_unread: 0 }
  const ask = client.foundAtOpening
  let asked = 0
  // As of a shell that tells each of it once.
  client.foundAtOpening = async () => (++asked > 1 ? { listed_again: 0, lessons_unread: 0 } : ask())
  const load = client.letterKeys
  let answer = (): void => {}
  const slow = new Promise<void>((resolve) => (answer = resolve))
  client.letterKeys = async () => {
    await slow
    return load()
  }
  await opened(client)
  for (let change = 0; change < 3; change++) client.change()
  await new Promise(requestAnimationFrame)
  answer()
  const banner = await screen.findByRole('alert')
  expect(banner.textContent).toMatch(/2 messages lay in the junk folder/)
  await userEvent.click(within(banner).getByRole('button', { name: 'Close' }))
  expect(client.found.listed_again).toBe(0)
})

test('nothing is told of an opening that found nothing', async () => {
  await opened()
  expect(screen.queryByRole('alert')).toBeNull()
})
