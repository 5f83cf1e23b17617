import { expect, it } from 'vitest'
import { toHostileUrls } from './conformance/hostile-urls.ts'
import { isLoopback, isSafeRedirect, parseSafeUrl } from './safe-url.ts'

const gateway = 'https://api.costplus.online'
const shop = 'https://shop.example'

it.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['127.1', true],
  ['2130706433', true],
  ['0x7f.1', true],
  ['[::1]', true],
  ['[0:0:0:0:0:0:0:1]', true],
  ['LOCALHOST', true],
  ['localhost.', false],
  ['shop.localhost', false],
  ['localhost.evil.example', false],
  ['evil-localhost', false],
  ['127.0.0.1.evil.example', false],
  ['127.evil.example', false],
  ['128.0.0.1', false],
  ['0.0.0.0', false],
  ['10.0.0.1', false],
  ['169.254.169.254', false],
  ['192.168.0.1', false],
  ['[::]', false],
  ['[::ffff:127.0.0.1]', false],
  ['[fe80::1]', false],
  ['localtest.me', false],
])('takes the host %s for this machine: %s', (host, expected) => {
  expect(isLoopback(new URL(`http://${host}/`).hostname)).toBe(expected)
  expect(isSafeRedirect(`http://${host}/pay/1`)).toBe(expected)
})

it.each([
  [`${gateway}/pay/1`, true],
  [`${gateway}:8443/pay/1?a=%2f#b`, true],
  ['HTTPS://API.COSTPLUS.ONLINE/pay', true],
  ['http://localhost:4010/pay/1', true],
  ['http://api.costplus.online/', false],
  ['/pay/1', false],
  ['', false],
])('lets a browser be sent to %j: %s', (url, expected) => {
  expect(isSafeRedirect(url)).toBe(expected)
})

it.each(toHostileUrls(gateway))('reads %j as every parser does, or not at all', (text) => {
  for (const base of [undefined, shop]) {
    const url = parseSafeUrl(text, base)
    if (url === undefined) continue
    expect(url.protocol).toMatch(/^https?:$/)
    expect(url.username + url.password).toBe('')
    expect(text).not.toMatch(/[\s\\\p{Cc}]/u)
    // A text that does not visibly name a host stays on the base's.
    if (!/^(https?:)?\/\//i.test(text)) expect(url.origin).toBe(shop)
  }
})

it.each(toHostileUrls(gateway))('sends no browser to %j unless it is encrypted or on this machine', (text) => {
  if (!isSafeRedirect(text)) return
  const { protocol, hostname } = new URL(text)
  expect(protocol === 'https:' || isLoopback(hostname)).toBe(true)
  expect(text).toMatch(/^https:\/\/[^/\\@\s]+(\/|$|[?#])/)
})

it.each([
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  `blob:${gateway}/x`,
  `${gateway}@evil.example/`,
  'https://user:password@api.costplus.online/',
  `${gateway}\\@evil.example/`,
  'https:/evil.example',
  'https:evil.example',
  'https:///evil.example',
  ` ${gateway}/`,
  `${gateway}/\r\nlocation: x`,
])('refuses %j, with a base and without', (text) => {
  expect([parseSafeUrl(text), parseSafeUrl(text, shop), isSafeRedirect(text)]).toEqual([undefined, undefined, false])
})
