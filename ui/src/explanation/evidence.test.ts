import { expect, test } from 'vitest'
import { mockClient, mockMessage } from '../client.mock'
import { shown } from './evidence'

async function message(contributions: number[]) {
  const client = mockClient([mockMessage(1, { clues: contributions.map((value, index) => [`clue ${index}`, value]) })])
  return client.open(1, 'en')
}

test('first the lines are shown that the shell has made, and the bars are measured by the largest of them', async () => {
  const opened = await message([0.2, 0.1, -0.1])
  const together = { sentence: '121 short runs', help: 'None says much.', contribution: -2.4 }
  Object.assign(opened.explanation.lines, { spam: [], wanted: [together], rest: 2, rest_contribution: 0.004 })
  const evidence = shown(opened, false)
  expect(evidence.wanted).toEqual([together])
  expect(evidence.rest).toEqual({ count: 2, contribution: 0.004 })
  expect(evidence.largest).toBe(2.4)
})

test('when all are asked for, every clue stands as it is, and what stands for many comes last in its direction', async () => {
  const opened = await message([-3, -2, -1, 1])
  opened.opened.judgement.evidence[0]!.token = { kind: 'rest', voter: 'ngram', count: 236 }
  const evidence = shown(opened, true)
  expect(evidence.wanted.map((line) => line.contribution)).toEqual([-2, -1, -3])
  expect(evidence.spam.map((line) => line.sentence)).toEqual(['clue 3'])
  expect(evidence.rest.count).toBe(0)
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
