import type { CvcRule } from '@cardfile/contract'
import type { BankAnswer, ConformanceBackend } from '@cardfile/contract/conformance'
import { vi } from 'vitest'
import { type DatabaseKind, openTestShop, publicUrl, type TestShop } from './shop.ts'

/** The sandbox's scenario for each answer of a bank. */
const SCENARIO = {
  'step-up': 'step-up',
  silence: 'silence',
  review: 'authorised-only',
  insufficient_funds: 'decline-51',
  card_declined: 'decline-05',
  cvc_incorrect: 'cvc-wrong',
  card_expired: 'card-expired',
  authentication_failed: 'authentication-failed',
  card_not_supported: 'not-for-ecommerce',
  saved_card_invalid: 'dead-token',
  processing_error: 'failed',
} as const satisfies Record<Exclude<BankAnswer, 'approval'>, string>

/** Cards that the sandbox approves, and one that it declines. */
const approved = ['4111111111111111', '5544330000000037'] as const
const another = '4018810000100036'
const declining = '4111111111111105'

/** A shop under the conformance suite. */
export interface ConformanceShop {
  readonly shop: TestShop
  /** The backend that the suite speaks to, reached by `fetch`. */
  readonly toBackend: (fetch: ConformanceBackend['fetch']) => ConformanceBackend
  /** Puts the clock and the gateway back: for after each case. */
  readonly reset: () => void
}

/** Opens a shop whose rule for CVCs is decided card by card, as the suite asks. */
export async function openConformanceShop(kind: DatabaseKind): Promise<ConformanceShop> {
  const rules = new Map<string, CvcRule>()
  const collect = ({ id }: { readonly id: string }) => rules.get(id) ?? 'optional'
  const shop = await openTestShop(kind, {
    cvc: { collect, acceptPciScope: 'SAQ-D' },
    // Over a socket all customers of the suite share one address.
    rateLimits: { paymentsPerAddress: { limit: 10_000, withinMs: 60_000 } },
  })
  let customers = 0
  return {
    shop,
    toBackend: (fetch) => ({
      url: publicUrl,
      fetch,
      as: (id): Record<string, string> => (id === null ? {} : { 'x-test-customer': id }),
      async newCustomer({ cards = [], cvc = 'optional' } = {}) {
        const id = `customer-${(customers += 1)}`
        for (const [at, state] of cards.entries()) {
          const card = await shop.customer(id).saveCard(approved[at])
          rules.set(card.id, cvc)
          if (state === 'expired') {
            await shop.query(`update cardfile_card set expiry_year = 2025 where id = '${card.id}'`)
          }
        }
        return id
      },
      newCheckout: async (id, { value, currency }) => shop.customer(id).newCheckout(value, currency),
      async changePrice(_, checkoutId, value) {
        const checkout = shop.checkouts.get(checkoutId)
        if (checkout === undefined) throw new Error(`There is no checkout ${checkoutId}.`)
        shop.checkouts.set(checkoutId, { ...checkout, amount: { ...checkout.amount, value } })
      },
      async expireQuotes(_, end) {
        shop.clock.offsetMs = end.getTime() - Date.now()
      },
      async bankAnswers(_, answer) {
        shop.sandbox.scripts.clear()
        if (answer !== 'approval') shop.sandbox.script(SCENARIO[answer], { times: Number.POSITIVE_INFINITY })
      },
      async finishAtGateway(id, payment, result) {
        const customer = shop.customer(id)
        if (payment.method.type === 'saved-card') {
          await customer.confirm(payment.redirectUrl, result === 'paid' ? '0101' : '3333')
        } else if (result === 'paid') await customer.typeCard(payment, another)
        else {
          await customer.typeCard(payment, declining)
          // The customer stays on the gateway's page: only a webhook or the next poll tells the shop.
          const isKnown = async () => 'decline' in (await customer.payment(payment.id))
          await vi.waitUntil(isKnown, { timeout: 15_000, interval: 100 })
        }
      },
    }),
    reset() {
      shop.sandbox.scripts.clear()
      shop.clock.offsetMs = 0
    },
  }
}
