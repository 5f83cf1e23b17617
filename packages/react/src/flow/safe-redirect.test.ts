// @vitest-environment node
import { expect, it } from 'vitest'
import { isSafeRedirect } from '@cardfile/contract'

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
])('allows a redirect to %j: %s', (url, isSafe) => {
  expect(isSafeRedirect(url)).toBe(isSafe)
})
