// @vitest-environment node
import type { SavedCard } from '@cardfile/contract'
import { type BankAnswer, type ConformanceBackend, conformanceCases } from '@cardfile/contract/conformance'
import { describe, expect, it } from 'vitest'
import { createFakeBackend, type FakeBackend } from './fake-backend.ts'
import { expiredCard, mastercard, visa, withCvc } from './fixtures.ts'
import type { Scenario } from './scenarios.ts'

const SCENARIO: Partial<Record<BankAnswer, Scenario>> = {
  approval: 'approves',
  'step-up': 'step_up',
  silence: 'stays_unknown',
}

const toScenario = (answer: BankAnswer): Scenario => SCENARIO[answer] ?? (answer as Scenario)

const ofState: Readonly<Record<'active' | 'expired', readonly SavedCard[]>> = {
  active: [visa, mastercard],
  expired: [expiredCard],
}

/** A fake backend has one customer, so each customer gets a backend, and requests without one get a signed-out backend. */
function createFakeConformance(): ConformanceBackend {
  const url = 'https://shop.example/api/cardfile'
  const amount = { value: 1295, currency: 'EUR' }
  const signedOut = createFakeBackend({ scenario: 'signed_out' })
  const customers = new Map<string, FakeBackend>()
  const of = (id: string | null) => customers.get(id ?? '') ?? signedOut
  return {
    url,
    as: (id): Record<string, string> => (id === null ? {} : { 'x-customer': id }),
    async fetch(request) {
      const { method, headers } = request
      const text = await request.text()
      return of(headers.get('x-customer')).fetch(request.url, { method, headers, ...(text !== '' && { body: text }) })
    },
    async newCustomer({ cards = [], cvc = 'optional' } = {}) {
      const id = `customer-${customers.size + 1}`
      const saved = cards.map((state, at) => {
        const card = ofState[state][cards.slice(0, at).filter((before) => before === state).length]
        if (card === undefined) throw new Error(`There is no fixture for one more ${state} card.`)
        return withCvc(card, cvc)
      })
      customers.set(id, createFakeBackend({ cards: saved, amount, checkoutId: `order-of-${id}` }))
      return id
    },
    newCheckout: async (id, price) => of(id).newCheckout(price),
    changePrice: async (id, checkoutId, value) => of(id).changePrice(value, checkoutId),
    expireQuotes: async (id) => of(id).play('quote_expires'),
    bankAnswers: async (id, answer) => of(id).play(toScenario(answer)),
    finishAtGateway: async (id, { redirectUrl }, result) => {
      of(id).settle(redirectUrl, result === 'paid' ? 'succeeded' : 'card_declined')
    },
  }
}

describe('the fake backend', () => {
  it.each(conformanceCases)('$name', ({ run }) => run(createFakeConformance()))
})

/** Deviations from the contract that are easy to overlook. */
const drifts: Readonly<Record<string, (answer: Response, request: Request) => Response | Promise<Response>>> = {
  'adds a field to a card': (answer) =>
    rewrite(answer, (text) => text.replaceAll('"brand":', '"vaultToken":"x","brand":')),
  'omits a field of a payment': (answer) => rewrite(answer, (text) => text.replaceAll(/,"updatedAt":"[^"]*"/g, '')),
  'invents a payment status': (answer) => rewrite(answer, (text) => text.replaceAll('"succeeded"', '"captured"')),
  'invents a decline reason': (answer) => rewrite(answer, (text) => text.replaceAll('"card_expired"', '"too_old"')),
  'says that a payment in progress may be paid again': (answer) =>
    rewrite(answer, (text) => text.replaceAll('"mayPayAgain":false', '"mayPayAgain":true')),
  'allows caching': (answer) => withHeader(answer, 'cache-control', null),
  'returns problems as plain JSON': (answer) =>
    answer.ok ? answer : withHeader(answer, 'content-type', 'application/json'),
  'omits Allow': (answer) => withHeader(answer, 'allow', null),
  'omits Retry-After': (answer) => withHeader(answer, 'retry-after', null),
  'returns a problem with another HTTP status': (answer) => (answer.status === 422 ? withStatus(answer, 400) : answer),
  'answers 200 to a new payment': (answer) => (answer.status === 201 ? withStatus(answer, 200) : answer),
  'omits the payment of a conflict': (answer) =>
    rewrite(answer, (text) => (answer.status === 409 ? text.replace(/,"payment":\{.*\}(?=\}$)/, '') : text)),
  'omits the new price': (answer) =>
    rewrite(answer, (text) => (answer.status === 409 ? text.replace(/,"amount":\{[^}]*\}(?=,"quote")/, '') : text)),
  'echoes the request': async (answer, request) => {
    const sent = await request.text()
    if (answer.ok) return answer
    return rewrite(answer, (text) => text.replace('"title":"', () => `"detail":${JSON.stringify(sent)},"title":"`))
  },
}

describe('the conformance suite', () => {
  const runThrough = async (drift: (answer: Response, request: Request) => Response | Promise<Response>) => {
    const outcomes = await Promise.allSettled(
      conformanceCases.map(({ run }) => {
        const backend = createFakeConformance()
        const fetch = async (request: Request) => drift(await backend.fetch(request.clone()), request)
        return run({ ...backend, fetch })
      }),
    )
    return new Set(outcomes.map(({ status }) => status))
  }

  it.each(Object.entries(drifts))('rejects a backend that %s', async (_, drift) => {
    expect(await runThrough(drift)).toContain('rejected')
  })

  it('accepts an unchanged backend', async () => {
    expect(await runThrough((answer) => rewrite(answer, (text) => text))).toEqual(new Set(['fulfilled']))
  })
})

async function rewrite(answer: Response, change: (text: string) => string): Promise<Response> {
  return answer.status === 204 ? answer : new Response(change(await answer.text()), answer)
}

function withHeader(answer: Response, name: string, value: string | null): Response {
  const headers = new Headers(answer.headers)
  if (value === null) headers.delete(name)
  else headers.set(name, value)
  return new Response(answer.body, { status: answer.status, headers })
}

function withStatus({ body, headers }: Response, status: number): Response {
  return new Response(body, { status, headers })
}
