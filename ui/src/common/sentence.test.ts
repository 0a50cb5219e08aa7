import { cleanup, render } from '@testing-library/svelte'
import { afterEach, expect, test } from 'vitest'
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
