import { cleanup, render } from '@testing-library/svelte'
import { afterEach, expect, test } from 'vitest'
import Breakable from './Breakable.svelte'
import Sentence from './Sentence.svelte'

afterEach(cleanup)

test('a command is kept together with the marks around it, so that none of them begins a line', () => {
  for (const [text, together] of [
    ['端末で「mekiki account add」を実行してください。', '「mekiki account add」'],
    ['Look around with “mekiki-desktop --demo”. Or not.', '“mekiki-desktop --demo”.'],
  ] as const) {
    const { container } = render(Sentence, { text })
    expect(container.textContent).toBe(text)
    expect(container.querySelector('code')?.textContent).toBe(together)
    cleanup()
  }
})

test('an address breaks between its parts, and an arrow stays with what it points to', () => {
  const { container } = render(Breakable, { text: 'It goes on. “a@b.example → c.d@e.example”' })
  const parts = [...container.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.textContent).map((node) => node.textContent)
  expect(parts).toEqual(['It goes on. “a@', 'b.', 'example →\u00a0c.', 'd@', 'e.', 'example”'])
  expect(container.querySelectorAll('wbr')).toHaveLength(5)
})
