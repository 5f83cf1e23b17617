import { expect, it } from 'vitest'
import { toAddress } from './address.ts'

const from = (forwarded?: string) =>
  new Request('http://shop.test/', { headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } })

it.each([
  ['the connection’s own', undefined, '203.0.113.7', 0, '203.0.113.7'],
  ['the connection’s own, whatever a client claims', '1.1.1.1', '203.0.113.7', 0, '203.0.113.7'],
  ['what the one trusted proxy saw', '1.1.1.1, 198.51.100.4', '10.0.0.1', 1, '198.51.100.4'],
  ['what the outer of two trusted proxies saw', '1.1.1.1, 198.51.100.4, 10.0.0.2', '10.0.0.1', 2, '198.51.100.4'],
  ['unknown when a trusted proxy said nothing', undefined, '10.0.0.1', 1, undefined],
  ['unknown when nothing is known', undefined, undefined, 0, undefined],
  ['an IPv4 address in IPv6 clothes', undefined, '::ffff:203.0.113.7', 0, '203.0.113.7'],
  ['the /64 of an IPv6 address', undefined, '2001:DB8:0:1:aaaa:bbbb:cccc:dddd', 0, '2001:db8:0:1::/64'],
  ['the same /64, written short', undefined, '2001:db8:0:1::1', 0, '2001:db8:0:1::/64'],
  ['the loopback', undefined, '::1', 0, '0:0:0:0::/64'],
] as const)('counts by %s', (_, forwarded, address, trustedProxies, expected) => {
  expect(toAddress(from(forwarded), { address }, trustedProxies)).toBe(expected)
})
