import { flushSync } from 'svelte'
import { expect, test } from 'vitest'
import { Rows } from './rows.svelte'

function scrolled(count: number, above: number, entry = -1): Rows {
  const rows = new Rows()
  rows.has(count, entry)
  rows.measured(50)
  rows.scrolled(above, 500)
  flushSync()
  return rows
}

test('a short list is in the page as a whole', () => {
  const rows = scrolled(200, 3000)
  expect(rows.partly).toBe(false)
  expect(rows.places).toHaveLength(200)
})

test('of a long list what is in view and some around it are in the page, wherever it is scrolled to', () => {
  for (const above of [0, 1234, 50_000, 99_500, 1e9, -100]) {
    const rows = scrolled(2000, above)
    const first = Math.min(Math.max(0, above / 50), 1990)
    expect(rows.places.length).toBeLessThanOrEqual(60)
    expect(rows.places[0]).toBeLessThanOrEqual(first)
    expect(rows.places.at(-1)).toBeGreaterThanOrEqual(Math.min(1999, Math.floor(first + 9)))
    expect(new Set(rows.places).size).toBe(rows.places.length)
  }
  expect(scrolled(2000, 0).height).toBe(100_000)
})

test('the row that the list is entered at stays in the page, in the order of the list', () => {
  for (const [above, entry, at] of [[50_000, 3, 0], [0, 1999, -1], [0, 5, 5]] as const) {
    const rows = scrolled(2000, above, entry)
    expect(rows.places.at(at)).toBe(entry)
    expect(rows.places.toSorted((a, b) => a - b)).toEqual(rows.places)
  }
  expect(scrolled(2000, 0, -1).places).not.toContain(-1)
})

test('a list that became shorter than where it was scrolled to shows its end', () => {
  const rows = scrolled(2000, 99_000)
  rows.has(300, -1)
  rows.scrolled(99_000, 500)
  flushSync()
  expect(rows.places.at(-1)).toBe(299)
})
