import { describe, expect, test } from 'vitest'
import { LANGUAGES, Words } from './words.svelte'

function speaking(language: 'en' | 'ja'): Words {
  const words = new Words()
  words.language = language
  return words
}

describe('words', () => {
  test('an unknown id is shown as it is rather than breaking the window', () => {
    expect(speaking('en').text('no-such-id')).toBe('no-such-id')
  })

  test('numbers are inflected as the language wants', () => {
    expect(speaking('en').text('junk-count', { count: 1 })).toBe('one message in all')
    expect(speaking('en').text('junk-count', { count: 2 })).toBe('2 messages in all')
    expect(speaking('ja').text('junk-count', { count: 2 })).toBe('全部で2通')
  })

  test('a command that the window would refuse is told with what to do first', () => {
    const facts = { host: 'imap.example', port: '993', folder: 'Lists' }
    for (const [language, first] of [['en', 'Close this window before'], ['ja', 'このウィンドウを閉じてから']] as const) {
      const words = speaking(language)
      expect(words.problem({ kind: 'connection-refused', facts })).toContain(first)
      expect(words.problem({ kind: 'no-such-folder', facts })).toContain(first)
      expect(words.problem({ kind: 'unknown-host', facts })).toContain(first)
      expect(words.problem({ kind: 'hung-up', facts })).not.toContain(first)
      expect(words.text('no-account')).toContain(language === 'en' ? 'close this window' : 'このウィンドウを閉じて')
      expect(words.text('damaged-accounts', { count: 0 })).toContain(language === 'en' ? 'close this window' : 'このウィンドウを閉じて')
    }
  })

  test('a command that is typed carries the options, and one that is spoken of does not', () => {
    for (const language of LANGUAGES) {
      const words = speaking(language)
      const before = words.problem({ kind: 'already-running', facts: { path: '/d' } })
      const options = String.raw`--data-dir '/a {b}"c\d'`
      words.tellCommandsWith(options)
      expect(words.text('no-account')).toContain(`mekiki ${options} account add`)
      expect(words.problem({ kind: 'no-such-account', facts: { account: 'home' } })).toContain(`mekiki ${options} account list`)
      expect(words.problem({ kind: 'already-running', facts: { path: '/d' } })).toBe(before)
      words.tellCommandsWith('')
      expect(words.text('no-account')).toContain('mekiki account add')
    }
  })

  test('a problem names its facts in every language', () => {
    const problem = { kind: 'unknown-host', facts: { host: 'imap.example' } } as const
    for (const language of LANGUAGES) expect(speaking(language).problem(problem)).toContain('imap.example')
  })
})

describe('numbers and moments', () => {
  test('what is not certain is never rounded to certainty', () => {
    const words = speaking('en')
    expect(words.probability(0.99999)).toBe('> 99.9%')
    expect(words.probability(0.00001)).toBe('< 0.1%')
    expect(words.probability(0.5)).toBe('50%')
  })

  test('a size is written in the same units in every language', () => {
    for (const language of LANGUAGES) {
      expect(speaking(language).size(1_240)).toBe('1.2 kB')
      expect(speaking(language).size(12_345_678)).toBe('12.3 MB')
    }
  })

  test('a size below a thousand bytes is told in bytes', () => {
    expect([0, 1, 2, 999].map((bytes) => speaking('en').size(bytes))).toEqual(['0 bytes', 'one byte', '2 bytes', '999 bytes'])
    expect(speaking('ja').size(2)).toBe('2バイト')
  })

  test('a contribution carries its sign', () => {
    expect(speaking('en').signed(1.234)).toBe('+1.23')
    expect(speaking('en').signed(-0.5)).toBe('\u22120.50')
    expect(speaking('en').signed(0)).toBe('0.00')
  })

  test('today is told by the time, other days by the date', () => {
    const now = new Date(2026, 10, 22, 15, 0)
    expect(speaking('ja').moment(new Date(2026, 10, 22, 9, 5), now)).toBe('9:05')
    expect(speaking('ja').moment(new Date(2026, 10, 1, 9, 5), now)).toBe('11月1日')
    expect(speaking('ja').moment(new Date(2025, 10, 1), now)).toBe('2025年11月1日')
  })
})
