import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { describe, expect, test } from 'vitest'
import { mockClient, mockMessage, type MockClient } from '../client.mock'
import MailWindow from './MailWindow.svelte'
import { opened, rows } from './MailWindow.testing'

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

  test('brings a message whose server takes nothing back into a folder here, and says which', async () => {
    for (const [button, said] of [['Not spam', /is back, in the folder Released/], ['Restore', /just as it came, in the folder Released/]] as const) {
      const client = mockClient()
      client.pop3 = true
      await opened(client)
      expect(screen.getByText(/what is held leaves the server/)).toBeTruthy()
      await userEvent.click(screen.getByRole('button', { name: /Junk/ }))
      await userEvent.click(screen.getByText('MyBank Security'))
      await userEvent.click(await screen.findByRole('button', { name: new RegExp(`^${button}`) }))
      await within(screen.getByRole('status')).findByText(said)
      await userEvent.click(screen.getByRole('button', { name: /Inbox/ }))
      await userEvent.click(screen.getByText('MyBank Security'))
      expect(await screen.findByText(/It lies, unaltered, in the folder .*Released/)).toBeTruthy()
      cleanup()
    }
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
