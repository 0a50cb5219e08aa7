// What the tests of the window share: how it is opened, and what stands in its list.

import { cleanup, render, screen } from '@testing-library/svelte'
import { afterEach, beforeAll } from 'vitest'
import { mockClient, type MockClient } from '../client.mock'
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

/** The window with its list shown. */
export async function opened(client: MockClient = mockClient()): Promise<MockClient> {
  render(MailWindow, { client })
  await screen.findByRole('list', { name: 'Messages in the inbox' })
  return client
}

/** Who the messages of the list are from. */
export const rows = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('[data-message] .from')].map((row) => row.textContent)
