import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { deliverEvents } from '../events/outbox.ts'
import type { Db } from '../store/db.ts'
import { card, payment } from '../store/schema.ts'
import { forgetCards, lockCards } from './cards.ts'

/**
 * Erases what is personal about a customer, in one transaction: the tokens, the digits and the expiry of every card, the
 * card's digits on payments, and the consent of payments that are open, so that they end without saving anything. What
 * was charged, when, by which order, and that consent was given and withdrawn, stays. Answers how many cards went.
 */
export async function eraseCustomer(context: Context, customerId: string): Promise<number> {
  const { database, clock } = context
  const erased = await database.transaction(async (tx) => {
    await lockCustomer(tx, customerId)
    // Before the cards are locked: whoever locks both takes the payment first.
    const theirs = eq(payment.customerId, customerId)
    await tx
      .update(payment)
      .set({ consentWithdrawnAt: clock.now })
      .where(and(theirs, isNotNull(payment.consentAt), isNull(payment.consentWithdrawnAt)))
    await tx.update(payment).set({ cardBrand: null, cardLast4: null }).where(theirs)
    await lockCards(tx, customerId)
    const removed = await forgetCards(context, tx, customerId)
    await tx
      .update(card)
      // The MAC would still tell two erased customers with one card from two with two.
      .set({ tokenMac: '', brand: null, last4: null, expiryMonth: null, expiryYear: null })
      .where(eq(card.customerId, customerId))
    return removed
  })
  context.background(deliverEvents(context))
  return erased
}

/** Keeps an erasure out until a press that will save a card is written: it is erased with the rest, or comes after it. */
export async function holdCustomer(tx: Db, customerId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${toLockKey(customerId)})`)
}

async function lockCustomer(tx: Db, customerId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${toLockKey(customerId)})`)
}

function toLockKey(customerId: string) {
  return sql`hashtextextended(${`cardfile customer ${customerId}`}, 0)`
}
