import { describe, expect, test } from 'vitest'
import { line, lines, nameParts, quoted } from './foreign'

describe('what others wrote', () => {
  test('cannot turn its letters around', () => {
    expect(line('photo\u202egpj.exe')).toBe('photogpj.exe')
    expect(line('a\u2066b\u2069\r\nc\u001b[2Jd\u009be')).toBe('ab  c[2Jde')
    expect(lines('a\r\nb\tc\u0007\u202ed')).toBe('a\nb\tcd')
  })

  test('stands in a sentence apart from it, and is not longer than a sentence can bear', () => {
    expect(quoted('x\u202ey')).toBe('\u2068xy\u2069')
    const long = quoted('語'.repeat(1000))
    expect([...long]).toHaveLength(50)
    expect(long.endsWith('…\u2069')).toBe(true)
  })

  test('shows the kind of a file however long its name is', () => {
    expect(nameParts(`${'a'.repeat(70)}.exe`)).toEqual(['a'.repeat(70), '.exe'])
    expect(nameParts('invoice.pdf' + ' '.repeat(90) + '.exe')[1]).toBe('.exe')
    expect(nameParts('gpj\u202e.exe')).toEqual(['gpj', '.exe'])
    expect(nameParts('README')).toEqual(['', 'README'])
    expect(nameParts('a.' + 'b'.repeat(40))).toEqual(['a.' + 'b'.repeat(24), 'b'.repeat(16)])
  })
})
