// @vitest-environment node
import { expect, it } from 'vitest'
import { nextLookMs } from './pace.ts'
import { isSafeRedirect } from './redirect.ts'

it.each([
  ['https://api.costplus.io/pay/1', true],
  ['http://localhost:4010/pay/1', true],
  ['http://127.0.0.1:4010/pay/1', true],
  ['http://gateway.example/pay/1', false],
  ['http://127.0.0.1.evil.example/', false],
  ['javascript:alert(1)', false],
  ['data:text/html,hello', false],
  ['//evil.example', false],
  ['/pay/1', false],
  ['', false],
])('sends a customer to %j: %s', (url, isSafe) => {
  expect(isSafeRedirect(url)).toBe(isSafe)
})

it('looks often at first and seldom later, and rarely in a tab nobody sees', () => {
  expect([0, 1, 2, 3, 4, 5, 6].map((looks) => nextLookMs(looks, false))).toEqual([
    1000, 2000, 3000, 5000, 8000, 10_000, 10_000,
  ])
  expect(nextLookMs(0, true)).toBe(30_000)
})
