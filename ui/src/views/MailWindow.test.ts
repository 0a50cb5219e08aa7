import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Voter } from '../bindings'
import { Failure } from '../client'
import { mockClient, mockMessage, type MockClient } from '../client.mock'
import MailWindow from './MailWindow.svelte'

beforeAll(() => {
  // jsdom has the element but not its methods.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function () {
    this.open = false
    this.dispatchEvent(new Event('close'))
  }
})

afterEach(cleanup)

async function opened(client: MockClient = mockClient()): Promise<MockClient> {
  render(MailWindow, { client })
  await screen.findByRole('list', { name: 'Messages in the inbox' })
  return client
}

const rows = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('[data-message] .from')].map((row) => row.textContent)

describe('the list', () => {
  test('shows the verdict in words beside every message', async () => {
    await opened()
    expect(rows()).toEqual(['Aya Tanaka', '真希', '山田書店'])
    expect(screen.getByText('Cannot tell')).toBeDefined()
    expect(screen.getByText(/Choose a message/)).toBeDefined()
  })

  test('of junk says in what order it stands', async () => {
    await opened()
    expect(screen.queryByText('Most doubtful first')).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: /Junk/ }))
    expect(await screen.findByText('Most doubtful first')).toBeDefined()
  })

  test('says what to expect when there is no mail', async () => {
    render(MailWindow, { client: mockClient([]) })
    expect(await screen.findByText(/No mail yet/)).toBeDefined()
    expect(screen.queryByText(/Choose a message/)).toBeNull()
  })

  test('has a badge that says what it counts: of the inbox what nobody can tell, of the junk folder all', async () => {
    await opened()
    const inbox = screen.getByRole('button', { name: 'Inbox one message of which Mekiki cannot tell' })
    const junk = screen.getByRole('button', { name: 'Junk 2 messages in all' })
    expect([inbox.title, junk.title]).toEqual(['one message of which Mekiki cannot tell', '2 messages in all'])
    await userEvent.click(screen.getByRole('radio', { name: '日本語' }))
    expect(screen.getByRole('button', { name: '受信箱 判断できないメールが1通' }).title).toBe('判断できないメールが1通')
    expect(screen.getByRole('button', { name: '迷惑メール 全部で2通' }).title).toBe('全部で2通')
  })

  test('follows changes that come from outside', async () => {
    const client = await opened()
    client.messages.unshift(mockMessage(9, { row: { from_name: 'Newcomer' } }))
    client.change()
    await waitFor(() => expect(rows()[0]).toBe('Newcomer'))
  })

  describe('that is scrolled', () => {
    const HEIGHT = 60
    const measure = HTMLElement.prototype.getBoundingClientRect
    afterEach(() => void (HTMLElement.prototype.getBoundingClientRect = measure))

    // jsdom lays nothing out: rows of one height, below one another, moved up by what is scrolled.
    async function scrolled(by: number): Promise<[MockClient, Element]> {
      HTMLElement.prototype.getBoundingClientRect = function () {
        const place = [...document.querySelectorAll('[data-message]')].indexOf(this)
        const up = document.querySelector('[data-list]')?.scrollTop ?? 0
        return new DOMRect(0, place === -1 ? 0 : place * HEIGHT - up, 300, HEIGHT)
      }
      const client = await opened(mockClient(Array.from({ length: 20 }, (_, id) => mockMessage(id + 1))))
      const list = document.querySelector('[data-list]')!
      Object.defineProperty(list, 'clientHeight', { value: 5 * HEIGHT })
      list.scrollTop = by
      return [client, list]
    }

    async function comes(client: MockClient, ids: number[]): Promise<void> {
      for (const id of ids) client.messages.unshift(mockMessage(id))
      client.change()
      await waitFor(() => expect(document.querySelector(`[data-message="${ids.at(-1)}"]`)).not.toBeNull())
      await new Promise(requestAnimationFrame)
    }

    test('stays where it is when mail comes above', async () => {
      const [client, list] = await scrolled(310)
      await comes(client, [101, 102])
      expect(list.scrollTop).toBe(310 + 2 * HEIGHT)
    })

    test('keeps its focused row, or the next one where the first is gone', async () => {
      const [client, list] = await scrolled(300)
      document.querySelector<HTMLElement>('[data-message="8"]')?.focus()
      client.messages.splice(6, 1)
      await comes(client, [101, 102, 103])
      expect(list.scrollTop).toBe(300 + 2 * HEIGHT)
    })

    test('to its very top shows what is new', async () => {
      const [client, list] = await scrolled(0)
      await comes(client, [101])
      expect(list.scrollTop).toBe(0)
    })
  })

  test('takes a subject for text, whatever stands in it', async () => {
    const subject = '<img src=x onerror=alert(1)>\u202e'
    await opened(mockClient([mockMessage(1, { row: { subject } })]))
    expect(document.querySelector('[data-message] img')).toBeNull()
    expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeDefined()
  })
})

describe('an open message', () => {
  test('shows reasons that add up to the sum', async () => {
    await opened()
    await userEvent.click(screen.getByRole('button', { name: /Junk/ }))
    await userEvent.click(screen.getByText('MyBank Security'))
    await screen.findByText(/Almost certainly spam: The link shows/)
    const parts = [...document.querySelectorAll<HTMLElement>('[data-contribution]')].map((part) =>
      Number(part.dataset['contribution']),
    )
    const sum = Number(document.querySelector<HTMLElement>('[data-log-odds]')?.dataset['logOdds'])
    expect(parts).toHaveLength(8)
    expect(parts.reduce((total, part) => total + part, 0)).toBeCloseTo(sum, 9)
    await userEvent.click(screen.getByRole('button', { name: 'Show all 8 clues' }))
    expect(screen.getByText('“click here” stood in 22 spam and 3 wanted messages.')).toBeDefined()
  })

  test('names a voter that this window has never heard of', async () => {
    const client = mockClient()
    const open = client.open
    client.open = async (id, language) => {
      const message = await open(id, language)
      message.opened.judgement.votes.push({ voter: 'newcomer' as Voter, log_odds: 2, confidence: 1, share: 0.5 })
      return message
    }
    await opened(client)
    await userEvent.click(screen.getByText('Aya Tanaka'))
    const row = await screen.findByRole('row', { name: /newcomer/ })
    expect(row.textContent).toContain('+0.50')
  })

  test('never shows a score without its cutoffs', async () => {
    await opened()
    await userEvent.click(screen.getByText('真希'))
    expect(await screen.findByText('57% spam')).toBeDefined()
    expect(screen.getByText('spam from 90%, wanted below 20%')).toBeDefined()
    expect(screen.queryByText(/the score is the committee’s/)).toBeNull()
  })

  test('says whose the score is once the person has spoken', async () => {
    await opened(mockClient([mockMessage(1, { row: { corrected: 'ham' } })]))
    await userEvent.click(screen.getByText('Aya Tanaka'))
    expect(await screen.findByText(/Your word decided; the score is the committee’s/)).toBeDefined()
  })

  test('of files without a text gives them all the room', async () => {
    const attachments = Array.from({ length: 20 }, (_, number) => `file-${number}.pdf`)
    await opened(mockClient([mockMessage(1, { attachments, text: ' ' })]))
    await userEvent.click(screen.getByText('Aya Tanaka'))
    expect((await screen.findByRole('region', { name: 'Attachments' })).classList).toContain('alone')
  })

  test('has nothing in its text that can be followed or run', async () => {
    const text = '<a href="javascript:alert(1)">here</a> https://evil.example/ <script>alert(1)</script>'
    await opened(mockClient([mockMessage(1, { text })]))
    await userEvent.click(screen.getByText('Aya Tanaka'))
    const shown = await screen.findByRole('region', { name: 'Text of the message' })
    expect(shown.textContent?.trim()).toBe(text)
    expect(shown.querySelectorAll('*')).toHaveLength(0)
    expect(document.querySelectorAll('a')).toHaveLength(0)
  })

  test('with very many files shows the first hundred, and the others when asked', async () => {
    const attachments = Array.from({ length: 1_999 }, (_, number) => `photo${number}.png`)
    render(MailWindow, { client: mockClient([mockMessage(1, { attachments })]) })
    await userEvent.click(await screen.findByText('Aya Tanaka'))
    await waitFor(() => expect(document.querySelectorAll('[data-attachment]')).toHaveLength(100))
    await userEvent.click(screen.getByRole('button', { name: 'Show 1,899 more' }))
    await waitFor(() => expect(document.querySelectorAll('[data-attachment]')).toHaveLength(1_999))
    expect(screen.queryByRole('button', { name: /Show .* more/ })).toBeNull()
  })

  test('shows no name of an attachment backwards, and always its kind', async () => {
    const attachments = ['photo\u202egpj.exe', `${'long'.repeat(20)}.scr`]
    await opened(mockClient([mockMessage(1, { attachments, row: { from_name: 'moc\u202e.knab' } })]))
    await userEvent.click(screen.getByText('moc.knab'))
    const region = await screen.findByRole('region', { name: 'Attachments' })
    expect(region.classList).not.toContain('alone')
    const shown = [...region.querySelectorAll('.end')].map((end) => end.textContent)
    expect(shown).toEqual(['.exe', '.scr'])
    expect(region.textContent).toContain('photogpj.exe (2 kB)')
    expect(document.body.textContent).not.toMatch(/[\u202a-\u202e]/)
  })

  test('that is shown in part says so at its end', async () => {
    await opened(mockClient([mockMessage(1, { textCut: true }), mockMessage(2, { row: { from_name: 'Other' } })]))
    await userEvent.click(screen.getByText('Aya Tanaka'))
    const shown = await screen.findByRole('region', { name: 'Text of the message' })
    expect(shown.textContent).toMatch(/Aya\s*The text goes on\./)
    await userEvent.click(screen.getByText('Other'))
    await waitFor(() => expect(document.querySelector('[data-cut]')).toBeNull())
  })

  test('whose copy was altered says so before its text', async () => {
    await opened(mockClient([mockMessage(1, { copyAltered: true })]))
    await userEvent.click(screen.getByText('Aya Tanaka'))
    const shown = await screen.findByRole('region', { name: 'Text of the message' })
    expect(shown.textContent).toMatch(/The copy on this computer is damaged.*Aya/s)
  })

  test('that is quite empty is called so', async () => {
    await opened(mockClient([mockMessage(1, { text: '', to: '', row: { from_name: '', from_address: '', subject: '' } })]))
    await userEvent.click(screen.getByText('(no subject)'))
    expect(await screen.findByText(/This is an empty message/)).toBeDefined()
  })

  test('that cannot be opened says why in its place, and can be tried again there', async () => {
    const client = await opened()
    const open = client.open
    client.open = async () => {
      client.open = open
      throw new Failure({ kind: 'unknown-host', facts: { host: 'imap.example' } })
    }
    await userEvent.click(screen.getByText('Aya Tanaka'))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The server imap.example cannot be found.')
    expect(screen.queryByText('Opening…')).toBeNull()
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }))
    await screen.findByRole('region', { name: 'Text of the message' })
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('that is gone cannot be tried again', async () => {
    const client = await opened()
    client.open = async () => {
      throw new Failure({ kind: 'message-gone', facts: {} })
    }
    await userEvent.click(screen.getByText('Aya Tanaka'))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('This message is not here any more.')
    expect(within(alert).queryByRole('button')).toBeNull()
  })

  test('that cannot be read can not be judged by key, and says so', async () => {
    const client = await opened()
    client.open = async () => {
      throw new Failure({ kind: 'unknown-host', facts: { host: 'imap.example' } })
    }
    await userEvent.click(screen.getByText('Aya Tanaka'))
    await screen.findByRole('alert')
    await userEvent.keyboard('j')
    expect(await screen.findByText(/^That was not done/)).toBeDefined()
    expect(client.learned).toEqual({ ham: 3, spam: 4 })
  })

  test('that was not looked at whole says that attachments may be missing', async () => {
    await opened(mockClient([mockMessage(1, { attachments: [], attachmentsCut: true })]))
    await userEvent.click(screen.getByText('Aya Tanaka'))
    expect(await screen.findByText(/There may be more/)).toBeDefined()
  })

  test('stays in view when it cannot be fetched again', async () => {
    const client = await opened()
    await userEvent.click(screen.getByText('Aya Tanaka'))
    await screen.findByRole('region', { name: 'Text of the message' })
    client.open = async () => {
      throw new Failure({ kind: 'hung-up', facts: { host: 'imap.example' } })
    }
    client.change()
    await screen.findByText(/imap\.example closed the connection/)
    expect(screen.getByRole('region', { name: 'Text of the message' })).toBeDefined()
  })
})

describe('the person’s word', () => {
  test('on what another program took away says nothing of where it lies', async () => {
    const client = await opened()
    client.outOfReach = { kind: 'message-gone', facts: {} }
    client.messages.find(({ row }) => row.from_name === 'Aya Tanaka')!.row.whereabouts = 'gone'
    await userEvent.click(screen.getByText('Aya Tanaka'))
    await userEvent.click(await screen.findByRole('button', { name: /^Spam/ }))
    expect((await screen.findByText(/is spam now/)).textContent).not.toContain('It stays')
  })

  test('brings a held message back and says so', async () => {
    await opened()
    await userEvent.click(screen.getByRole('button', { name: /Junk/ }))
    await userEvent.click(screen.getByText('MyBank Security'))
    await userEvent.click(await screen.findByRole('button', { name: /Not spam/ }))
    const status = screen.getByRole('status')
    await within(status).findByText(/“\u2068Your account is locked\u2069” is back in the inbox\. One other message is judged differently now\./)
    expect(rows()).toEqual(['懸賞事務局'])
    await userEvent.click(screen.getByRole('button', { name: /Inbox/ }))
    expect(rows()).toContain('MyBank Security')
  })

  test('is answered with what it changed, and honestly so while one class was never taught', async () => {
    const client = await opened()
    Object.assign(client, { alsoChanged: 0, learned: { ham: 0, spam: 0 } })
    await userEvent.click(screen.getByText('Aya Tanaka'))
    await userEvent.click(await screen.findByRole('button', { name: 'Spam' }))
    const status = screen.getByRole('status')
    await within(status).findByText(/is spam now and lies in the junk folder\. Mekiki has learned one spam message so far, and no wanted mail\.$/)
    await userEvent.click(within(status).getByRole('button', { name: 'More' }))
    await within(status).findByText(/No other message changed its verdict\. It knows near-copies from now on; words it weighs once/)
    await userEvent.click(within(status).getByRole('button', { name: 'Less' }))
    expect(status.textContent).not.toContain('near-copies')
    await userEvent.click(screen.getByText('山田書店'))
    await userEvent.click(await screen.findByRole('button', { name: 'Spam' }))
    await within(status).findByText(/新刊のお知らせ.*lies in the junk folder\.$/)
    await userEvent.click(screen.getByText('真希'))
    await userEvent.click(await screen.findByRole('button', { name: 'Not spam' }))
    await waitFor(() => expect(status.textContent).toContain('この前は'))
    expect(status.textContent).not.toContain('Learned so far')
    await userEvent.click(within(status).getByRole('button', { name: 'More' }))
    await within(status).findByText(/Learned so far: 1 wanted, 2 spam/)
    await userEvent.click(within(status).getByRole('button', { name: 'Close' }))
    expect(status.textContent?.trim()).toBe('')
  })

  test('that could not move the message says why apart from the news, begins with one sentence, and names the account', async () => {
    const client = await opened()
    client.outOfReach = { kind: 'unknown-host', facts: { host: 'imap.a.example' } }
    await userEvent.click(screen.getByText('Aya Tanaka'))
    await userEvent.click(await screen.findByRole('button', { name: 'Spam' }))
    const pending = await waitFor(() => document.querySelector<HTMLElement>('[data-pending]')!)
    await waitFor(() => expect(pending.querySelector('p')?.textContent.trim()).toMatch(/The server imap\.a\.example cannot be found\.$/))
    expect(pending.closest('li')?.querySelectorAll('svg')).toHaveLength(1)
    expect(document.querySelector('.done')?.textContent).not.toContain('imap.a.example')
    await userEvent.click(within(screen.getByRole('status')).getByRole('button', { name: 'More' }))
    expect(pending.textContent).toContain('mekiki account change demo --imap HOST')
  })

  test('says which others moved, and that others were left, of which it asks until it is answered', async () => {
    const client = await opened()
    Object.assign(client, { alsoMoved: 3 })
    await userEvent.click(screen.getByText('Aya Tanaka'))
    await userEvent.click(await screen.findByRole('button', { name: 'Spam' }))
    const status = screen.getByRole('status')
    await within(status).findByText(/3 others, “\u2068Half price, today only\u2069” and more, were moved to the junk folder as well\. “Take it back” brings them back too\./)
    expect(document.querySelector('[data-unanswered]')).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Not spam' }))
    await within(status).findByText(/3 other messages, “\u2068Half price, today only\u2069” and more, are back in the inbox as well/)
    Object.assign(client, { alsoMoved: 0, leftWaiting: 7 })
    await userEvent.click(screen.getByRole('button', { name: 'Spam' }))
    await within(status).findByText(/7 other messages are now judged spam too and were left where they are/)
    expect(document.querySelector('[data-unanswered=inbox]')?.textContent).toMatch(/^7 messages of “demo” are judged spam/)
    await userEvent.click(screen.getByText('真希'))
    await waitFor(() => expect(status.textContent).toBe(''))
    client.moving = true
    await userEvent.click(screen.getByRole('button', { name: 'Move them' }))
    await within(status).findByText('7 messages are being moved to the junk folder.')
    expect(document.querySelector('[data-unanswered]')).toBeNull()
    expect(status.querySelector('.done svg')).toBeNull()
    client.moving = false
    client.change()
    await within(status).findByText('7 messages were moved to the junk folder.')
    expect(status.querySelector('.done svg')).not.toBeNull()
  })

  test.each([
    ['Move them', { spam: 7, doubtful: 0 }, '7 messages go to the junk folder as soon as the mailbox can be reached.', '7 messages were moved to the junk folder.'],
    ['Put them back', { spam: 0, doubtful: 8 }, /^8 messages go back to the inbox as soon as the mailbox can be reached; until then/, '8 messages were put back in the inbox.'],
  ])('answered with “%s” while the mailbox is away waits for it, and says so until they are moved', async (button, unanswered, later, done) => {
    const client = mockClient()
    client.unanswered = unanswered
    await opened(client)
    client.outOfReach = { kind: 'unknown-host', facts: { host: 'imap.a.example' } }
    await userEvent.click(await screen.findByRole('button', { name: button }))
    const status = screen.getByRole('status')
    await within(status).findByText(later)
    expect(status.querySelector('.done svg')).toBeNull()
    expect(status.querySelector('[data-pending]')?.textContent).toContain('The server imap.a.example cannot be found.')
    client.outOfReach = null
    client.change()
    await within(status).findByText(done)
    expect(status.querySelector('[data-pending]')).toBeNull()
  })

  test('that stops the account first says that nothing moves until it may go on', async () => {
    const client = mockClient()
    client.unanswered = { spam: 7, doubtful: 0 }
    await opened(client)
    Object.assign(client, { stopped: 'unusually-much', moving: true })
    await userEvent.click(await screen.findByRole('button', { name: 'Move them' }))
    await within(screen.getByRole('status')).findByText('7 messages go to the junk folder once you let the account go on.')
  })

  test('keeps what it tells when the language is switched, in the new one', async () => {
    await opened()
    await userEvent.click(screen.getByText('Aya Tanaka'))
    await userEvent.click(await screen.findByRole('button', { name: 'Spam' }))
    const status = screen.getByRole('status')
    await within(status).findByText(/is spam now and lies in the junk folder\./)
    await userEvent.click(screen.getByRole('radio', { name: '日本語' }))
    await within(status).findByText(/を迷惑メールに移しました。/)
    expect(status.textContent).not.toContain('spam')
  })

  test('leaves what was asked about where it is, when told so, in either place', async () => {
    const client = mockClient()
    client.unanswered = { spam: 1, doubtful: 3 }
    await opened(client)
    await userEvent.click(await screen.findByRole('button', { name: 'Leave it in the inbox' }))
    await waitFor(() => expect(client.unanswered).toEqual({ spam: 0, doubtful: 3 }))
    await userEvent.click(screen.getByRole('button', { name: 'Leave them there' }))
    await waitFor(() => expect(document.querySelector('[data-unanswered]')).toBeNull())
    expect(client.unanswered).toEqual({ spam: 0, doubtful: 0 })
  })

  test('is asked about by a stopped account only when it goes on', async () => {
    const client = mockClient()
    Object.assign(client, { stopped: 'unusually-much', unanswered: { spam: 2, doubtful: 0 } })
    await opened(client)
    await userEvent.click(await screen.findByRole('button', { name: 'Go on' }))
    await screen.findByText(/2 messages of “demo” are judged spam/)
    expect(screen.getAllByRole('alert')).toHaveLength(1)
  })

  test('taken back leaves spam in the inbox, the message itself too, and says why it is there', async () => {
    const client = await opened()
    await userEvent.click(screen.getByText('Aya Tanaka'))
    await userEvent.click(await screen.findByRole('button', { name: 'Not spam' }))
    Object.assign(client, { isLeft: true, broughtBack: 3, unanswered: { spam: 4, doubtful: 0 } })
    const status = screen.getByRole('status')
    await userEvent.click(screen.getByRole('button', { name: 'Take it back' }))
    await within(status).findByText(/It is judged spam again, and stays in the inbox\./)
    expect(status.textContent).toContain('4 other messages are judged spam again, and stay in the inbox. Taking a word back moves nothing to the junk folder')
    expect(status.textContent).not.toContain('many at once')
    expect(screen.getByRole('button', { name: 'Move them' })).toBeDefined()
  })

  test('names the one other that moved, and says that it is back when the word is taken back', async () => {
    const client = await opened()
    Object.assign(client, { alsoMoved: 1, broughtBack: 1 })
    await userEvent.click(screen.getByText('Aya Tanaka'))
    await userEvent.click(await screen.findByRole('button', { name: 'Spam' }))
    const status = screen.getByRole('status')
    await within(status).findByText(/One other, “\u2068Half price, today only\u2069”, was moved to the junk folder as well\. “Take it back” brings it back too\./)
    await userEvent.keyboard('u')
    await within(status).findByText(/is taken back, and what it taught\. (It stays in the junk folder; “Restore” puts it back\. )?One other message is judged differently now\. One other message, “\u2068Half price, today only\u2069”, is back in the inbox as well\./)
  })

  test('that a held message is wanted says that it goes back later when its mailbox cannot be reached', async () => {
    const client = mockClient([mockMessage(1, { row: { whereabouts: 'held', verdict: 'spam' } })])
    render(MailWindow, { client })
    client.outOfReach = { kind: 'unknown-host', facts: { host: 'mail.example.jp' } }
    await userEvent.click(await screen.findByRole('button', { name: /^Junk/ }))
    await userEvent.click(await screen.findByText('Aya Tanaka'))
    await userEvent.click(await screen.findByRole('button', { name: 'Not spam' }))
    const status = screen.getByRole('status')
    await within(status).findByText(/It goes back to the inbox as soon as the mailbox can be reached; until then it stays in the junk folder\./)
    expect(status.textContent).not.toContain('It stays in the inbox')
  })

  describe('while the mailbox cannot be reached', () => {
    const away = { kind: 'unknown-host', facts: { host: 'mail.example.jp' } } as const
    const status = () => screen.getByRole('status')

    async function opens(whereabouts: 'held' | 'inbox'): Promise<MockClient> {
      const client = mockClient([1, 2, 3].map((id) => mockMessage(id, { row: { whereabouts, verdict: 'spam', from_name: `Sender ${id}`, subject: `Subject ${id}` } })))
      render(MailWindow, { client })
      client.outOfReach = away
      await userEvent.click(await screen.findByRole('button', { name: whereabouts === 'held' ? /^Junk/ : /^Inbox/ }))
      await userEvent.click(await screen.findByText('Sender 1'))
      await screen.findByRole('button', { name: 'Spam' })
      return client
    }

    test('does not make a restored message one that was not restored: it goes back later', async () => {
      await opens('held')
      await userEvent.keyboard('r')
      await within(status()).findByText(/“\u2068Subject 1\u2069” goes back to the inbox as soon as the mailbox can be reached; until then it stays in the junk folder\./)
      expect(within(status()).getByText(/Mekiki goes on trying by itself: The server mail\.example\.jp cannot be found\./)).toBeDefined()
      expect(screen.queryByRole('alert')).toBeNull()
    })

    test('waits to be told of whatever the person does next, until they close it', async () => {
      await opens('held')
      await userEvent.keyboard('r')
      await within(status()).findByText(/“\u2068Subject 1\u2069” goes back/)
      await userEvent.keyboard('{ArrowDown}')
      await within(status()).findByText(/“\u2068Subject 1\u2069” still waits for its mailbox; Mekiki goes on trying by itself/)
      await userEvent.keyboard('r')
      await within(status()).findByText(/“\u2068Subject 2\u2069” goes back/)
      // What is in the way is told once.
      expect(status().textContent).toContain('“\u2068Subject 1\u2069” still waits for its mailbox, too.')
      expect(status().textContent?.match(/goes on trying/g)).toHaveLength(1)
      await userEvent.keyboard('{ArrowDown}')
      await within(status()).findByText(/2 messages, “\u2068Subject 1\u2069” and more, still wait for their mailbox/)
      await userEvent.click(within(status()).getByRole('button', { name: 'More' }))
      await within(status()).findByText(/Waiting: “?\u2068?Subject 1\u2069?.*Subject 2/)
      await userEvent.click(screen.getByRole('radio', { name: '日本語' }))
      await within(status()).findByText(/など2通はまだ処理を終えていません。/)
      await userEvent.click(within(status()).getByRole('button', { name: '閉じる' }))
      expect(status().textContent?.trim()).toBe('')
    })

    test('waits until it is done, and is told no more then', async () => {
      const client = await opens('held')
      await userEvent.keyboard('r')
      await within(status()).findByText(/“\u2068Subject 1\u2069” goes back/)
      await userEvent.keyboard('{ArrowDown}r')
      await within(status()).findByText(/“\u2068Subject 2\u2069” goes back/)
      client.outOfReach = null
      for (const { row } of client.messages.slice(0, 2)) row.whereabouts = 'released'
      client.change()
      await waitFor(() => expect(status().textContent?.trim()).toBe(''))
      expect(rows()).toEqual(['Sender 3'])
    })

    test('is told as it is after the last word, and nothing of the first', async () => {
      await opens('inbox')
      await userEvent.keyboard('j')
      await within(status()).findByText(/is spam now\. It goes to the junk folder as soon as the mailbox can be reached\./)
      await userEvent.keyboard('n')
      await within(status()).findByText(/is not spam now\. It stays in the inbox; what an earlier click had begun in the mailbox is undone/)
      expect(status().textContent).not.toMatch(/is spam now|to the junk folder|will be tried/)
      expect(status().querySelectorAll('li')).toHaveLength(1)
    })

    test('is told as it is after the last word, where that keeps the message in the junk folder', async () => {
      await opens('held')
      await userEvent.keyboard('n')
      await within(status()).findByText(/It goes back to the inbox as soon as/)
      await userEvent.keyboard('j')
      await within(status()).findByText(/is spam now and stays in the junk folder\. What an earlier click had begun/)
      expect(status().textContent).not.toMatch(/goes back|still waits/)
    })

    test('a word that leaves nothing to be done there takes away what was told as waiting', async () => {
      const client = await opens('inbox')
      await userEvent.keyboard('j')
      await within(status()).findByText(/as soon as the mailbox can be reached/)
      const correct = client.correct
      client.correct = async (id, label) => ({ ...(await correct(id, label)), pending: null })
      await userEvent.keyboard('n')
      await within(status()).findByText(/is not spam now\. It stays in the inbox\./)
      await userEvent.keyboard('{ArrowDown}')
      await waitFor(() => expect(status().textContent?.trim()).toBe(''))
    })

    test('says what goes back later when a word is taken back', async () => {
      const client = await opens('inbox')
      await userEvent.keyboard('n')
      await within(status()).findByText(/is not spam now/)
      client.broughtBack = 2
      await userEvent.keyboard('u')
      await within(status()).findByText(/2 messages that this had moved to the junk folder go back as soon as their mailbox can be reached\./)
      expect(status().textContent).not.toContain('back in the inbox as well')
    })

    test('what is tried no more is told as not done', async () => {
      const client = await opens('held')
      client.stillWaiting = async () => []
      await userEvent.keyboard('n')
      const alert = await screen.findByRole('alert')
      expect(alert.textContent).toContain('That was not done.')
      expect(status().textContent).toContain('“\u2068Subject 1\u2069” is not spam now.')
      expect(status().textContent).not.toMatch(/goes back|goes on trying/)
    })
  })

  test('on another message is what a message says that was moved along with it', async () => {
    const along = (id: number, whereabouts: 'inbox' | 'held') => mockMessage(id, { row: { whereabouts, along: true, from_name: `Sender ${id}` } })
    render(MailWindow, { client: mockClient([along(1, 'inbox'), along(2, 'held')]) })
    await userEvent.click(await screen.findByText('Sender 1'))
    await screen.findByText('Back along with another that you called not spam')
    expect(screen.queryByText('Restored by you')).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: /^Junk/ }))
    await userEvent.click(await screen.findByText('Sender 2'))
    await screen.findByText('In the junk folder, along with another that you called spam')
  })

  test('says how many are left in the junk folder in doubt, and asks until it is told to put them back', async () => {
    const client = await opened()
    Object.assign(client, { leftHeld: 43 })
    await userEvent.click(screen.getByText('Aya Tanaka'))
    await userEvent.click(await screen.findByRole('button', { name: 'Not spam' }))
    const status = screen.getByRole('status')
    await within(status).findByText(/43 other messages in the junk folder are “Cannot tell” now and were left there/)
    await userEvent.click(screen.getByText('真希'))
    await userEvent.click(screen.getByRole('button', { name: 'Put them back' }))
    await within(status).findByText('43 messages were put back in the inbox.')
    expect(document.querySelector('[data-unanswered]')).toBeNull()
  })

  test('that goes against others is told with an example, and can be taken back there', async () => {
    const client = await opened()
    client.opposite = { near_copies: 2, example: 'Monday', against_all_taught: true, before: null }
    await userEvent.click(screen.getByText('Aya Tanaka'))
    await userEvent.click(await screen.findByRole('button', { name: 'Spam' }))
    const status = screen.getByRole('status')
    await within(status).findByText(/You have said the opposite of 2 messages with nearly the same text, such as “\u2068Monday\u2069”\./)
    await userEvent.click(within(status).getByRole('button', { name: 'More' }))
    expect(status.textContent).toContain('Everything you have taught so far speaks strongly for the opposite.')
    await userEvent.click(within(status).getByRole('button', { name: 'Take it back' }))
    await within(status).findByText(/What you said of “\u2068Friday\u2069” is taken back/)
    expect(within(status).queryByRole('button', { name: 'Take it back' })).toBeNull()
    expect(client.messages[0]?.row.corrected).toBeNull()
  })

  test('can be taken back in the message, by button and by key', async () => {
    const client = await opened()
    await userEvent.click(screen.getByText('Aya Tanaka'))
    expect(await screen.findByRole('button', { name: 'Spam' })).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Take it back' })).toBeNull()
    await userEvent.keyboard('n')
    const button = await screen.findByRole('button', { name: 'Take it back' })
    expect(button.getAttribute('aria-keyshortcuts')).toBe('u')
    await userEvent.click(button)
    await waitFor(() => expect(client.messages[0]?.row.corrected).toBeNull())
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Take it back' })).toBeNull())
    await userEvent.keyboard('n')
    await screen.findByRole('button', { name: 'Take it back' })
    await userEvent.keyboard('u')
    await waitFor(() => expect(client.messages[0]?.row.corrected).toBeNull())
  })

  test('is named when a message is restored against it', async () => {
    const client = mockClient([mockMessage(1, { row: { whereabouts: 'held', corrected: 'spam' } }), mockMessage(2, { row: { whereabouts: 'held' } })])
    render(MailWindow, { client })
    await userEvent.click(await screen.findByRole('button', { name: /^Junk/ }))
    const status = screen.getByRole('status')
    for (const [id, told] of [[1, true], [2, false]] as const) {
      await waitFor(() => expect(document.querySelector(`[data-message="${id}"]`)).not.toBeNull())
      await userEvent.click(document.querySelector(`[data-message="${id}"]`)!)
      await userEvent.click(await screen.findByRole('button', { name: /Restore/ }))
      await within(status).findByText(/back in the inbox, just as it came/)
      expect(status.textContent?.includes('You had said that it is spam.')).toBe(told)
      await waitFor(() => expect(document.querySelector(`[data-message="${id}"]`)).toBeNull())
    }
  })

  test('stays visible as a pressed button', async () => {
    await opened()
    await userEvent.click(screen.getByText('Aya Tanaka'))
    await userEvent.click(await screen.findByRole('button', { name: 'Spam' }))
    await waitFor(() => expect(screen.getByRole('button', { name: 'Spam' }).getAttribute('aria-pressed')).toBe('true'))
  })
})

describe('the keys', () => {
  test('move through the list, judge, restore and lead to the reasons', async () => {
    await opened()
    await userEvent.keyboard('{ArrowDown}')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Aya Tanaka'))
    await userEvent.keyboard('{ArrowDown}')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('真希'))
    await userEvent.keyboard('w')
    expect(document.activeElement?.id).toBe('reasons')
    await userEvent.keyboard('j')
    await screen.findByText(/“\u2068この前はありがとうございました\u2069” is spam now/)
    await userEvent.keyboard('r')
    await screen.findByText(/back in the inbox, just as it came/)
  })

  // Ring, open message and keys mean one message, in either list: what a slip of the next key meets is the
  // message that is in view.
  for (const [place, whereabouts, keys] of [
    ['Junk', 'held', ['r', 'n']],
    ['Inbox', 'inbox', ['j']],
  ] as const) {
    for (const key of keys) {
      test(`that take a message out of the list leave focus and keys with it (${place}, ${key})`, async () => {
        const messages = [1, 2, 3].map((id) => mockMessage(id, { row: { whereabouts, from_name: `Sender ${id}` } }))
        render(MailWindow, { client: mockClient(messages) })
        await userEvent.click(await screen.findByRole('button', { name: new RegExp(`^${place}`) }))
        await userEvent.click(await screen.findByText('Sender 2'))
        await screen.findByRole('button', { name: /Not spam/ })
        await userEvent.keyboard(key)
        await waitFor(() => expect(rows()).toEqual(['Sender 1', 'Sender 3']))
        await waitFor(() => expect(document.activeElement?.id).toBe('message'))
        const open = (): string | null | undefined => document.querySelector('article strong')?.textContent
        expect(open()).toBe('Sender 2')
        await userEvent.keyboard('n')
        await waitFor(() => expect(messages.map((message) => message.row.corrected)).toEqual([null, 'ham', null]))
        if (key === 'j') return
        await userEvent.keyboard('{ArrowDown}')
        await waitFor(() => expect(document.activeElement?.textContent).toContain('Sender 3'))
        await waitFor(() => expect(open()).toBe('Sender 3'))
      })
    }
  }

  test('reach the list by one Tab, the message by Enter, and the list again by Escape', async () => {
    await opened(mockClient([1, 2, 3].map((id) => mockMessage(id, { row: { from_name: `Sender ${id}` } }))))
    const stops = (): (string | null)[] =>
      [...document.querySelectorAll<HTMLElement>('[data-message]')].filter((row) => row.tabIndex === 0).map((row) => row.querySelector('.from')?.textContent ?? null)
    expect(stops()).toEqual(['Sender 1'])
    document.querySelector<HTMLElement>('[data-message]')?.focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(document.activeElement?.id).toBe('message'))
    await userEvent.tab()
    expect(document.activeElement?.closest('article')?.id).toBe('message')
    await userEvent.keyboard('{Escape}')
    expect(document.activeElement?.textContent).toContain('Sender 1')
    await userEvent.keyboard('{ArrowDown}')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Sender 2'))
    expect(stops()).toEqual(['Sender 2'])
    await userEvent.keyboard('{ArrowRight}')
    await waitFor(() => expect(document.activeElement?.id).toBe('message'))
    expect(document.querySelector('article strong')?.textContent).toBe('Sender 2')
  })

  test('lead to the first and last message and a page on', async () => {
    await opened(mockClient([1, 2, 3, 4].map((id) => mockMessage(id, { row: { from_name: `Sender ${id}` } }))))
    const list = document.querySelector('[data-list]')!
    Object.defineProperty(list, 'clientHeight', { value: 190 })
    for (const row of document.querySelectorAll('[data-message]')) Object.defineProperty(row, 'offsetHeight', { value: 60 })
    await userEvent.click(screen.getByText('Sender 1'))
    for (const [key, sender] of [['End', 4], ['PageUp', 2], ['PageUp', 1], ['PageDown', 3], ['Home', 1]] as const) {
      await userEvent.keyboard(`{${key}}`)
      await waitFor(() => expect(document.activeElement?.textContent).toContain(`Sender ${sender}`))
      await waitFor(() => expect(document.querySelector('article strong')?.textContent).toBe(`Sender ${sender}`))
    }
  })

  test('open a row that gets the focus beside an open message', async () => {
    await opened()
    await userEvent.click(screen.getByText('Aya Tanaka'))
    await screen.findByRole('button', { name: 'Spam' })
    document.querySelector<HTMLElement>('[data-message="2"]')?.focus()
    await waitFor(() => expect(document.querySelector('article strong')?.textContent).toBe('真希'))
  })

  test('show the page larger and smaller, and never below half of its size', async () => {
    const client = await opened()
    for (let presses = 0; presses < 9; presses++) await userEvent.keyboard('{Control>}-{/Control}')
    expect(client.zoomed).toBe(0.5)
    await userEvent.keyboard('{Control>}0{/Control}')
    expect(client.zoomed).toBe(1)
    await userEvent.keyboard('{Control>}+{/Control}')
    expect(client.zoomed).toBe(1.2)
  })

  test('are listed in a dialog that Escape and the button close', async () => {
    await opened()
    await userEvent.keyboard('?')
    const dialog = await screen.findByRole('dialog', { name: 'Keys' })
    await userEvent.click(within(dialog).getByRole('button', { name: 'Close' }))
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('that are single letters can be switched off, and the choice is kept', async () => {
    const client = await opened()
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Single-letter keys' }))
    expect(await client.letterKeys()).toBe(false)
    await userEvent.click(screen.getByText('Aya Tanaka'))
    const spam = await screen.findByRole('button', { name: 'Spam' })
    expect(spam.textContent).not.toContain('J')
    expect(spam.getAttribute('aria-keyshortcuts')).toBeNull()
    for (const key of ['j', 'n', 'w', '?']) await userEvent.keyboard(key)
    expect(client.messages[0]?.row.corrected).toBeNull()
    expect(document.activeElement?.id).not.toBe('reasons')
    expect(screen.queryByRole('dialog')).toBeNull()
    await userEvent.keyboard('{F1}')
    const dialog = await screen.findByRole('dialog', { name: 'Keys' })
    expect(within(dialog).getByText(/are switched off/)).toBeDefined()
    expect(within(dialog).queryByText('J')).toBeNull()
  })

  test('that are single letters stay off at the next start', async () => {
    const client = mockClient()
    await client.setLetterKeys(false)
    await opened(client)
    const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'Single-letter keys' })
    expect(box.checked).toBe(false)
  })

  test('leave combinations with Control to the system', async () => {
    const client = await opened()
    await userEvent.click(screen.getByText('Aya Tanaka'))
    await userEvent.keyboard('{Control>}j{/Control}')
    expect(client.messages[0]?.row.corrected).toBeNull()
  })
})

describe('words given faster than they are done', () => {
  /** Every word waits until it is let through; what was asked of the shell is noted in its order. */
  function slow(client: MockClient): { asked: string[]; let: () => void } {
    const waiting: (() => void)[] = []
    const noted = { asked: [] as string[], let: () => waiting.shift()?.() }
    const wait = <Args extends unknown[], Result>(name: string, call: (...args: Args) => Promise<Result>) => async (...args: Args): Promise<Result> => {
      noted.asked.push([name, ...args].join(' '))
      await new Promise<void>((resolve) => waiting.push(resolve))
      return call(...args)
    }
    client.correct = wait('correct', client.correct)
    client.takeBack = wait('take back', client.takeBack)
    client.release = wait('release', client.release)
    return noted
  }
  const three = (): MockClient => mockClient([1, 2, 3].map((id) => mockMessage(id, { row: { from_name: `Sender ${id}`, subject: `Subject ${id}` } })))
  const told = (): string[] => [...document.querySelectorAll('[role=status] li')].map((item) => /Subject \d/.exec(item.textContent)?.[0] ?? '')

  test('are all given, in order, each of the message that was marked then, and all told', async () => {
    const client = await opened(three())
    const shell = slow(client)
    await userEvent.click(screen.getByText('Sender 1'))
    await screen.findByRole('button', { name: 'Not spam' })
    await userEvent.keyboard('n{ArrowDown}n{ArrowDown}j')
    for (const asked of [['correct 1 ham'], ['correct 1 ham', 'correct 2 ham'], ['correct 1 ham', 'correct 2 ham', 'correct 3 spam']]) {
      await waitFor(() => expect(shell.asked).toEqual(asked))
      shell.let()
    }
    await waitFor(() => expect(told()).toEqual(['Subject 1', 'Subject 2', 'Subject 3']))
    expect(client.messages.map((message) => message.row.corrected)).toEqual(['ham', 'ham', 'spam'])
    expect(rows()).toEqual(['Sender 1', 'Sender 2'])
  })

  test('of one message are told in one row, by the newest', async () => {
    await opened(three())
    await userEvent.click(screen.getByText('Sender 1'))
    await screen.findByRole('button', { name: 'Not spam' })
    await userEvent.keyboard('nunununj')
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('lies in the junk folder'))
    await waitFor(() => expect(document.querySelector('[data-working]')).toBeNull())
    expect(told()).toEqual(['Subject 1'])
  })

  test('mean the marked message although its text is still on its way', async () => {
    const client = await opened(three())
    const open = client.open
    await userEvent.click(screen.getByText('Sender 1'))
    await screen.findByRole('button', { name: 'Not spam' })
    client.open = (id, language) => (id === 2 ? new Promise(() => {}) : open(id, language))
    await userEvent.keyboard('{ArrowDown}n')
    await waitFor(() => expect(client.messages.map((message) => message.row.corrected)).toEqual([null, 'ham', null]))
  })

  test('are given although the one before failed, which is told with its subject', async () => {
    const client = await opened(three())
    await userEvent.click(screen.getByText('Sender 1'))
    await screen.findByRole('button', { name: 'Not spam' })
    const correct = client.correct
    let fail = (): void => {}
    const failing = new Promise<void>((resolve) => (fail = resolve))
    client.correct = async (id, label) => {
      if (id !== 1) return correct(id, label)
      await failing
      throw new Failure({ kind: 'disk-full', facts: { path: '/data/mekiki.db' } })
    }
    await userEvent.keyboard('n{ArrowDown}n')
    fail()
    await waitFor(() => expect(told()).toEqual(['Subject 2']))
    expect(screen.getByRole('alert').textContent).toContain('That was not done with “\u2068Subject 1\u2069”.')
    expect(client.messages.map((message) => message.row.corrected)).toEqual([null, 'ham', null])
  })

  test('are weighed when their turn comes: what is spam by then can be restored', async () => {
    const client = await opened(three())
    const shell = slow(client)
    await userEvent.click(screen.getByText('Sender 1'))
    await screen.findByRole('button', { name: 'Spam' })
    await userEvent.keyboard('r')
    expect(shell.asked).toEqual([])
    await userEvent.keyboard('jrr')
    shell.let()
    await waitFor(() => expect(shell.asked).toEqual(['correct 1 spam', 'release 1']))
    shell.let()
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('just as it came'))
    expect(told()).toEqual(['Subject 1'])
    expect(client.messages[0]?.row.whereabouts).toBe('released')
  })

  test('are said once by a double click and by a key held down', async () => {
    const client = await opened(three())
    const shell = slow(client)
    await userEvent.click(screen.getByText('Sender 1'))
    await userEvent.dblClick(await screen.findByRole('button', { name: 'Spam' }))
    expect(shell.asked).toEqual(['correct 1 spam'])
    shell.let()
    await waitFor(() => expect(told()).toEqual(['Subject 1']))
    await waitFor(() => expect(document.querySelector('[data-working]')).toBeNull())
    await userEvent.keyboard('{n>3/}')
    shell.let()
    await waitFor(() => expect(document.querySelector('[data-working]')).toBeNull())
    expect(shell.asked).toEqual(['correct 1 spam', 'correct 1 ham'])
    await fireEvent.click(screen.getByRole('button', { name: 'Take it back' }), { detail: 2 })
    expect(shell.asked).toHaveLength(2)
  })

  test('put away what was told before while they are on their way', async () => {
    const client = await opened(three())
    await userEvent.click(screen.getByText('Sender 1'))
    await userEvent.click(await screen.findByRole('button', { name: 'Not spam' }))
    await waitFor(() => expect(told()).toEqual(['Subject 1']))
    slow(client)
    await userEvent.keyboard('j')
    const working = await screen.findByText('Working…')
    expect(told()).toEqual([])
    expect(getComputedStyle(working).overflow).toBe('hidden')
    expect(getComputedStyle(working).position).not.toBe('absolute')
  })
})

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
      { id: 'home', mode: 'observe', problem: null, connecting: false, working: false, stopped: null, unanswered: { spam: 0, doubtful: 0 } },
      { id: 'work', mode: 'hold', problem: { kind: 'unknown-host', facts: { host: 'imap.work.example' } }, connecting: false, working: false, stopped: null, unanswered: { spam: 0, doubtful: 0 } },
    ]
    await opened(client)
    expect(await screen.findAllByRole('button', { name: 'Needs attention' })).not.toEqual([])
    expect(screen.getByText('Up to date')).toBeDefined()
  })
})

test('an account in trouble takes one line, and what is in its way is read in a dialog that takes the keys', async () => {
  const client = mockClient()
  const trouble = (id: string) => ({ id, mode: 'hold', problem: { kind: 'unknown-host', facts: { host: `${id}.example` } }, connecting: false, working: false, stopped: null, unanswered: { spam: 0, doubtful: 0 } }) as const
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
  client.accounts = async () => [{ id: 'home', mode: 'hold', problem: { kind: 'unknown-host', facts: { host: 'h.example' } }, connecting: false, working: false, stopped: null, unanswered: { spam: 0, doubtful: 0 } }]
  client.change()
  await waitFor(() => expect(told.textContent).toBe('Account “home” needs attention.'))
  expect(told.isConnected).toBe(true)
})

test('a command that is told names the data folder that the window was started with', async () => {
  const client = mockClient()
  client.options = "--data-dir '/a {b}\"c'"
  client.accounts = async () => [{ id: 'home', mode: 'hold', problem: { kind: 'unknown-host', facts: { host: 'h.example' } }, connecting: false, working: false, stopped: null, unanswered: { spam: 0, doubtful: 0 } }]
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
    client.accounts = async () => [{ id: 'demo', mode: 'hold', problem: met.problem, connecting: false, working: false, stopped: null, unanswered: { spam: 0, doubtful: 0 } }]
    client.change()
    const alert = await screen.findByRole('alert')
    expect(within(alert).getByRole('button', { name: 'Start again' })).toBeDefined()
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
