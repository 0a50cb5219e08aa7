import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { describe, expect, test } from 'vitest'
import { Failure } from '../client'
import { mockClient, mockMessage, type MockClient } from '../client.mock'
import MailWindow from './MailWindow.svelte'
import { opened, rows } from './MailWindow.testing'

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
