import { vi } from 'vitest'
import type { SavedCard } from '@cardfile/contract'
import type { Customer } from './customer.ts'

/** Saves a card, looking at its payment for as long as this machine takes: a crowded one loses the first look. */
export async function saveCardInTime(customer: Customer): Promise<SavedCard> {
  const payment = await customer.pay(customer.newCheckout(1295), { save: true })
  await customer.typeCard(payment)
  const look = async () => {
    await customer.payment(payment.id)
    return (await customer.cards())[0]
  }
  return vi.waitUntil(look, { timeout: 120_000, interval: 100 })
}
