import { expect, test } from 'vitest'
import { mockClient, mockMessage } from '../client.mock'
import { shown } from './evidence'

async function message(contributions: number[]) {
  const client = mockClient([mockMessage(1, { clues: contributions.map((value, index) => [`clue ${index}`, value]) })])
  return client.open(1, 'en')
}

test('at most five clues for and three against are shown, the rest together', async () => {
  const evidence = shown(await message([3, -3, 2, 2, 1, 1, 1, 1, -1, -1, -1, -1]), false)
  expect(evidence.spam).toHaveLength(5)
  expect(evidence.wanted).toHaveLength(3)
  expect(evidence.rest).toEqual({ count: 4, contribution: 0 })
})

test('the direction that decided has the five, and what stands for many together comes last in its direction', async () => {
  const opened = await message([-3, -2, -1, -1, -1, -1, 1, 1, 1, 1])
  opened.opened.judgement.evidence[0]!.token = { kind: 'rest', voter: 'ngram', count: 236 }
  const evidence = shown(opened, false, 'wanted')
  expect(evidence.wanted.map((line) => line.contribution)).toEqual([-2, -1, -1, -1, -1])
  expect(evidence.spam).toHaveLength(3)
  expect(evidence.rest).toEqual({ count: 2, contribution: -2 })
  expect(shown(opened, true, 'wanted').wanted.at(-1)?.contribution).toBe(-3)
})

test('what is shown adds up to the sum, folded or not', async () => {
  const contributions = [2.25, -1.5, 0.75, 0.5, 0.25, 0.25, 0.125, 0.125, -0.5, -0.25, -0.125]
  for (const all of [false, true]) {
    const evidence = shown(await message(contributions), all)
    const lines = [...evidence.spam, ...evidence.wanted, evidence.rest]
    expect(lines.reduce((sum, line) => sum + line.contribution, 0)).toBeCloseTo(evidence.sum, 9)
  }
})

test('a message without evidence has nothing to show and no bar to divide by', async () => {
  const evidence = shown(await message([]), false)
  expect(evidence).toMatchObject({ spam: [], wanted: [], count: 0, sum: 0 })
  expect(evidence.largest).toBeGreaterThan(0)
})
