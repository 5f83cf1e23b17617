// @vitest-environment node
import { toHostileUrls } from '@cardfile/contract/conformance'
import { expect, it } from 'vitest'
import { isSafeRedirect } from '@cardfile/contract'

it.each(toHostileUrls('https://api.costplus.online'))('never redirects to an unsafe address: %j', (url) => {
  if (!isSafeRedirect(url)) return
  // The backend compares the host with the gateway's. The kit only guarantees https and no credentials.
  const { protocol, hostname, username, password } = new URL(url)
  expect(username + password).toBe('')
  expect(protocol === 'https:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)).toBe(true)
  expect(url).toMatch(/^https:\/\/[^/\\@\s]+(\/|$|[?#])/)
})

it.each([
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'blob:https://api.costplus.online/x',
  'https://api.costplus.online@evil.example/',
  'https://user:password@api.costplus.online/',
  'https://api.costplus.online\\@evil.example/',
  'https:/evil.example',
  '//evil.example',
  'http://api.costplus.online/',
  ' https://api.costplus.online/',
  'https://api.costplus.online/\r\nlocation: x',
])('refuses %j', (url) => {
  expect(isSafeRedirect(url)).toBe(false)
})
