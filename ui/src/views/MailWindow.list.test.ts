import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { mockClient, mockMessage, type MockClient } from '../client.mock'
import MailWindow from './MailWindow.svelte'
import { opened, rows } from './MailWindow.testing'

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
