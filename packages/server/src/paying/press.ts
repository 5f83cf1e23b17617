import type { PayBody } from '@cardfile/contract'
import type { ShopCheckout } from '../options.ts'
import type { RateLimitKey } from '../rate-limits/consume.ts'

/** A request to pay: identified, and its body parsed. */
export interface PayRequest {
  readonly customerId: string
  readonly idempotencyKey: string
  readonly body: PayBody
  /** The client's IP address, where it is known. */
  readonly address: string | undefined
}

/** One press of a button, with every check passed that needs no database lock. */
export interface Press extends PayRequest {
  /** The amount and the description to pay. */
  readonly checkout: ShopCheckout
  /** A MAC over the intent. */
  readonly intentMac: string
  /** `Date.now()` before the claim. */
  readonly claimedAt: number
}

/** The intent behind an idempotency key: the checkout and the method, without the CVC and the price. */
export function toIntent({ checkoutId, method }: PayBody): string {
  if (method.type === 'saved-card') return JSON.stringify([checkoutId, method.type, method.cardId])
  const { consentVersion = null, locale = null, replaces = null } = method.save ?? {}
  return JSON.stringify([checkoutId, method.type, consentVersion, locale, replaces])
}

/** The digits the customer typed, if any. */
export function toCvc({ method }: PayBody): string | undefined {
  return method.type === 'saved-card' ? method.cvc : undefined
}

/** The rate limits a press consumes, whatever its outcome. A press that is never sent releases them. */
export function toRateLimitKeys({ customerId, address, body }: PayRequest): RateLimitKey[] {
  return [
    { name: 'paymentsPerCustomer', subject: customerId },
    { name: 'paymentsPerCustomerAndDay', subject: customerId },
    ...(address === undefined ? [] : [{ name: 'paymentsPerAddress', subject: address } as const]),
    ...(body.method.type === 'new-card' ? [{ name: 'hostedStartsPerCustomer', subject: customerId } as const] : []),
  ]
}
