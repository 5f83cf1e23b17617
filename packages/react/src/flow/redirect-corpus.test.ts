// @vitest-environment node
import { toHostileUrls } from '@cardfile/contract/conformance'
import { expect, it } from 'vitest'
import { isSafeRedirect } from './redirect.ts'

it.each(toHostileUrls('https://api.costplus.online'))(
  'sends nobody to %j who is meant to see a payment page',
  (url) => {
    if (!isSafeRedirect(url)) return
    // The kit does not know the gateway's name, the backend does: what the kit promises is that nothing else can happen.
    const { protocol, hostname, username, password } = new URL(url)
    expect(username + password).toBe('')
    expect(protocol === 'https:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)).toBe(true)
    expect(url).toMatch(/^https:\/\/[^/\\@\s]+(\/|$|[?#])/)
  },
)

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
])('refuses %j outright', (url) => {
  expect(isSafeRedirect(url)).toBe(false)
})
