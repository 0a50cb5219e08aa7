import { cleanup, render } from '@testing-library/svelte'
import { afterEach, expect, test } from 'vitest'
import Breakable from './Breakable.svelte'
import { firstAndRest } from './sentence'
import Sentence from './Sentence.svelte'

afterEach(cleanup)

test('a command is kept together with the marks around it, so that none of them begins a line', () => {
  for (const [text, together] of [
    ['端末で「mekiki account add」を実行してください。', '「mekiki account add」'],
    ['Look around with “mekiki-desktop --demo”. Or not.', '“mekiki-desktop --demo”.'],
  ] as const) {
    const { container } = render(Sentence, { text })
    expect(container.textContent).toBe(text)
    expect(container.querySelector('.together')?.textContent).toBe(together)
    cleanup()
  }
})

test('a command is set as one with all that is typed, and no option of it is broken', () => {
  for (const [text, command, options] of [
    ['In a terminal: mekiki account change a.b --imap HOST (Close this window.)', 'mekiki account change a.b --imap HOST', ['--imap']],
    ['端末で： mekiki account change 家 --ca-file ファイル。何も送信していません。', 'mekiki account change 家 --ca-file ファイル', ['--ca-file']],
    ['TLS: mekiki account change a --port 993 --tls (or not)', 'mekiki account change a --port 993 --tls', ['--port', '--tls']],
    ['Only judge: mekiki account mode a observe.', 'mekiki account mode a observe', []],
    ['See mekiki junk show 7 --raw > FILE.', 'mekiki junk show 7 --raw > FILE', ['--raw']],
    ['So mekiki account test asks for it.', 'mekiki account test', []],
  ] as const) {
    const { container } = render(Sentence, { text })
    expect(container.textContent).toBe(text)
    expect(container.querySelector('code')?.textContent).toBe(command)
    expect([...container.querySelectorAll('.option')].map((option) => option.textContent)).toEqual(options)
    cleanup()
  }
})

test('a command with a data folder is one, and what only looks like one is split all the same', () => {
  const command = String.raw`mekiki --data-dir '/a b/it'\''s' account change home --imap HOST`
  const { container } = render(Sentence, { text: `Look: ${command}.` })
  expect(container.querySelector('code')?.textContent).toBe(command)
  cleanup()
  const hostile = `It said mekiki --data-dir ${String.raw`\'`.repeat(2_000)}!`
  expect(render(Sentence, { text: hostile }).container.textContent).toBe(hostile)
})

test('a path breaks between its parts only, and the mark behind it does not begin a line', () => {
  for (const [text, parts] of [
    ['It is kept as /root/a-b/mekiki.db.damaged-1. Your mail', ['/root', '/a-b', '/mekiki.db.damaged-1.']],
    ['「/家/データ」を開けません。', ['/家', '/データ']],
    ['It is in C:\\mail\\junk-notes, and/or not.', ['C:', '\\mail', '\\junk-notes,']],
    ['No path: and/or, 1/2.', []],
  ] as const) {
    const { container } = render(Sentence, { text })
    expect(container.textContent).toBe(text)
    expect([...container.querySelectorAll('.whole')].map((part) => part.textContent)).toEqual(parts)
    cleanup()
  }
})

test('the first of several sentences ends where it ends, not inside a name', () => {
  expect(firstAndRest('The server a.b.example cannot be found. Check it.')).toEqual(['The server a.b.example cannot be found.', 'Check it.'])
  expect(firstAndRest('サーバー a.b が見つかりません。確かめてください。')).toEqual(['サーバー a.b が見つかりません。', '確かめてください。'])
  expect(firstAndRest('Only this.')).toEqual(['Only this.', ''])
})

test('an address breaks between its parts, and an arrow stays with what it points to', () => {
  const { container } = render(Breakable, { text: 'It goes on. “a@b.example → c.d@e.example”' })
  const parts = [...container.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.textContent).map((node) => node.textContent)
  expect(parts).toEqual(['It goes on. “a@', 'b.', 'example →\u00a0c.', 'd@', 'e.', 'example”'])
  expect(container.querySelectorAll('wbr')).toHaveLength(5)
})
