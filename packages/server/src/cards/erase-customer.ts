import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { deliverEvents } from '../events/outbox.ts'
import type { Db } from '../store/db.ts'
import { card, payment } from '../store/schema.ts'
import { forgetCards, lockCards } from './cards.ts'

/**
 * Erases a customer's personal data in one transaction: the token, digits and expiry of each card, and the card's digits on
 * payments. Withdraws the consent of payments, so that open ones save no card. The records of charges and of consents stay.
 * Returns how many cards were removed.
 *
 * `erased-columns.test.ts` lists every column that is cleared or kept.
 */
export async function eraseCustomer(context: Context, customerId: string): Promise<number> {
  const { database, clock } = context
  const erased = await database.transaction(async (tx) => {
    await lockCustomer(tx, customerId)
    // Payments before cards: any other order can deadlock.
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
      // The MAC would still show that two erased customers had the same card.
      .set({ tokenMac: '', brand: null, last4: null, expiryMonth: null, expiryYear: null })
      .where(eq(card.customerId, customerId))
    return removed
  })
  context.background(deliverEvents(context))
  return erased
}

/** Blocks an erasure until this transaction ends: a payment that will save a card commits before the erasure or after it. */
export async function holdCustomer(tx: Db, customerId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${toLockKey(customerId)})`)
}

async function lockCustomer(tx: Db, customerId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${toLockKey(customerId)})`)
}

function toLockKey(customerId: string) {
  return sql`hashtextextended(${`cardfile customer ${customerId}`}, 0)`
}
