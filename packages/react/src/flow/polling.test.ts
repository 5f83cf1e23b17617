// @vitest-environment node
import { expect, it } from 'vitest'
import { nextPollMs } from './polling.ts'

it('polls often at first, every 10 s later, and every 30 s in a hidden tab', () => {
  expect([0, 1, 2, 3, 4, 5, 6].map((polls) => nextPollMs(polls, false))).toEqual([
    1000, 2000, 3000, 5000, 8000, 10_000, 10_000,
  ])
  expect(nextPollMs(0, true)).toBe(30_000)
})
