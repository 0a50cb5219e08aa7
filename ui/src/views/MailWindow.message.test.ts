import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { describe, expect, test } from 'vitest'
import type { Voter } from '../bindings'
import { Failure } from '../client'
import { mockClient, mockMessage } from '../client.mock'
import MailWindow from './MailWindow.svelte'
import { opened } from './MailWindow.testing'

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
