import type { Context } from '../context.ts'
import type { NewPayment } from '../payments/new-payment.ts'
import { sendLeaseMs } from '../polling/schedule.ts'
import type { CardRow } from '../store/schema.ts'
import { type Press, toCvc } from './press.ts'

/** The payment that a press makes, leased to the process that sends it. */
export function toPaymentRow(
  { clock, prefix }: Context,
  { customerId, checkout, body, idempotencyKey, intentMac }: Press,
  card: CardRow | undefined,
  id: string,
): NewPayment {
  const save = body.method.type === 'new-card' ? body.method.save : null
  // Not scaled: a POST's deadline has a floor of a second, and the lease must outlast it.
  const leaseUntil = clock.in(sendLeaseMs)
  return {
    id,
    ref: `${prefix}-${toRandomText()}`,
    checkoutId: body.checkoutId,
    customerId,
    kind: card === undefined ? 'hosted' : 'one_click',
    amount: checkout.amount.value,
    currency: checkout.amount.currency,
    idempotencyKey,
    intentMac,
    cardId: card?.id ?? null,
    hasCvc: toCvc(body) !== undefined,
    cardBrand: card?.brand ?? null,
    cardLast4: card?.last4 ?? null,
    consentVersion: save?.consentVersion ?? null,
    consentLocale: save?.locale ?? null,
    consentAt: save === null ? null : clock.now,
    replacesCardId: save?.replaces ?? null,
    state: 'submitting',
    submittedAt: clock.now,
    leaseUntil,
    leaseToken: crypto.randomUUID(),
    nextPollAt: leaseUntil,
    createdAt: clock.now,
    updatedAt: clock.now,
  }
}

/** 128 random bits in digits and lower-case letters, since people read it too. */
function toRandomText(): string {
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0'))
  return BigInt(`0x${hex.join('')}`)
    .toString(36)
    .padStart(25, '0')
}
