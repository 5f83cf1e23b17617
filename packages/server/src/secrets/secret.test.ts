import { inspect } from 'node:util'
import { expectNoTrace } from '@cardfile/contract/conformance'
import { describe, expect, it } from 'vitest'
import { createCardfile } from '../cardfile.ts'
import { createCostplusGateway } from '../gateway/costplus/costplus-gateway.ts'
import { createLog } from '../log/log.ts'
import type { CardfileOptions } from '../options.ts'
import { createKeyRing } from './key-ring.ts'
import { createSecret } from './secret.ts'

const apiKey = 'live_key_that_must_stay_silent'
const canary = 'a secret that only this suite knows'

const options: CardfileOptions = {
  gateway: { apiKey, mode: 'test' },
  database: { open: () => Promise.reject(new Error('shut')), query: async () => ({ rows: [] }), close: async () => {} },
  secret: canary,
  publicUrl: 'http://shop.test/api/cardfile',
  returnTo: () => '/',
  identify: () => null,
  loadCheckout: () => null,
}

const prints: Readonly<Record<string, (value: unknown) => unknown>> = {
  String: (value) => String(value),
  'a template': (value) => `${value as string}`,
  'Array.join': (value) => [value, value].join(),
  'JSON.stringify': (value) => JSON.stringify({ value }),
  'util.inspect': (value) => inspect(value, { depth: Infinity }),
  'util.inspect of hidden properties': (value) => inspect({ value }, { depth: Infinity, showHidden: true }),
  'util.inspect without custom inspection': (value) =>
    inspect(value, { depth: Infinity, customInspect: false, showHidden: true, getters: true }),
  'Object.entries': (value) => Object.entries(value as object).join(),
  structuredClone: (value) => {
    try {
      return inspect(structuredClone(value))
    } catch (error) {
      return inspect(error)
    }
  },
}

describe.each(Object.entries(prints))('a secret printed by %s', (_, print) => {
  it('is masked', () => {
    expectNoTrace(canary, { printed: String(print(createSecret(canary))) })
  })

  it('would be found without the mask', () => {
    expect(() => expectNoTrace(canary, { printed: String(print([canary])) })).toThrow('printed')
  })

  it('is in neither the backend, the gateway client nor the key ring', async () => {
    const parts = [
      createCardfile(options),
      createCostplusGateway(options.gateway, (ms) => ms, createLog(undefined)),
      await createKeyRing(canary),
    ]
    for (const part of parts) expectNoTrace([apiKey, canary], { printed: String(print(part)) })
  })
})
