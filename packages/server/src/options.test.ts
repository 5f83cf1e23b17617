import { expect, it } from 'vitest'
import { type CardfileOptions, requireOptions } from './options.ts'

const options: CardfileOptions = {
  gateway: { apiKey: 'test_key', mode: 'test' },
  database: {
    open: () => Promise.reject(new Error()),
    query: () => Promise.reject(new Error()),
    close: async () => {},
  },
  secret: 'x'.repeat(32),
  publicUrl: 'https://shop.example/api/cardfile',
  returnTo: () => '/',
  identify: () => null,
  loadCheckout: () => null,
}

it('accepts complete options', () => {
  expect(() => requireOptions(options)).not.toThrow()
})

it.each([
  [{ publicUrl: '/api/cardfile' }, 'publicUrl'],
  [{ publicUrl: 'ftp://shop.example' }, 'publicUrl'],
  [{ origins: ['https://shop.example/'] }, 'origins'],
  [{ origins: ['*'] }, 'origins'],
  [{ gateway: { apiKey: '', mode: 'test' } }, 'gateway.apiKey'],
  [{ gateway: { apiKey: 'k', mode: 'test', baseUrl: 'https://api.costplus.online/v1' } }, 'gateway.baseUrl'],
  [{ timeScale: 0 }, 'timeScale'],
  [{ timeScale: 0.05, gateway: { apiKey: 'k', mode: 'live' } }, 'timeScale'],
] satisfies [Partial<CardfileOptions>, string][])('names an option that cannot work: %j', (wrong, name) => {
  expect(() => requireOptions({ ...options, ...wrong })).toThrow(`\`${name}\``)
})

it('does not let a shop collect security codes by accident', () => {
  // @ts-expect-error -- collecting codes without accepting the PCI scope does not compile
  const careless: CardfileOptions = { ...options, cvc: { collect: 'optional' } }
  expect(() => requireOptions(careless)).toThrow('SAQ-D')
})

it.each(['never', 'always', undefined])('refuses an unknown rule for security codes: %j', (collect) => {
  // @ts-expect-error -- a shop without types may write this
  const unclear: CardfileOptions = { ...options, cvc: { collect, acceptPciScope: 'SAQ-D' } }
  expect(() => requireOptions(unclear)).toThrow('`cvc.collect`')
})
