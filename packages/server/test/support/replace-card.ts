import * as v from 'valibot'
import { type Payment, paymentSchema } from '@cardfile/contract'
import type { Customer } from './customer.ts'

/** Presses "update this card": starts a payment with a new card, which is saved in place of the card `replaces`. */
export async function startCardReplacement(customer: Customer, replaces: string): Promise<Payment> {
  const checkoutId = customer.newCheckout(1295)
  const { quote, consent } = await customer.checkout(checkoutId)
  const save = { consentVersion: consent.version, locale: consent.locale, replaces }
  const body = { checkoutId, quote, method: { type: 'new-card', save } }
  const answer = await customer.send('POST', '/payments', body, { 'idempotency-key': crypto.randomUUID() })
  return v.parse(paymentSchema, await answer.json())
}
