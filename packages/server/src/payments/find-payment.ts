import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Payment } from '@cardfile/contract'
import { isUuid, listCards } from '../cards/cards.ts'
import { toSavedCards } from '../cards/card-view.ts'
import type { Context } from '../context.ts'
import { readNow } from '../store/clock.ts'
import type { Db } from '../store/db.ts'
import { payment, type PaymentRow } from '../store/schema.ts'
import { OPEN_STATES } from '../state-machine/payment-state.ts'
import { toPayment } from '../state-machine/payment-view.ts'

/** The customer's payment with this id. The query checks the owner. */
export async function findPayment(
  { database }: Context,
  customerId: string,
  id: string,
): Promise<PaymentRow | undefined> {
  if (!isUuid(id)) return undefined
  const mine = and(eq(payment.id, id), eq(payment.customerId, customerId))
  return (await database.db.select().from(payment).where(mine))[0]
}

/** The payment that this customer made with this idempotency key. */
export async function findPaymentByKey(
  { database }: Context,
  customerId: string,
  idempotencyKey: string,
): Promise<PaymentRow | undefined> {
  const same = and(eq(payment.customerId, customerId), eq(payment.idempotencyKey, idempotencyKey))
  return (await database.db.select().from(payment).where(same))[0]
}

/** The payment with this reference, of any customer: for webhooks, returns and orders, never for a customer's request. */
export async function findPaymentByRef({ database }: Context, ref: string): Promise<PaymentRow | undefined> {
  return (await database.db.select().from(payment).where(eq(payment.ref, ref)))[0]
}

/** The payment a checkout shows: the one that paid it, else the one in review, else the open one, else the latest. */
export async function findCurrentPayment(
  { database }: Context,
  customerId: string,
  checkoutId: string,
): Promise<PaymentRow | undefined> {
  const rank = sql`case
    when ${payment.state} = 'succeeded' then 0
    when ${payment.state} = 'review' then 1
    when ${inArray(payment.state, OPEN_STATES)} then 2
    else 3 end`
  const [row] = await database.db
    .select()
    .from(payment)
    .where(and(eq(payment.checkoutId, checkoutId), eq(payment.customerId, customerId)))
    .orderBy(rank, desc(payment.createdAt))
    .limit(1)
  return row
}

/** The payment as the browser may see it. Inside a transaction `db` has to be the transaction. */
export async function viewPayment(
  { options, database, clock }: Context,
  row: PaymentRow,
  db: Db = database.db,
): Promise<Payment> {
  // Only the advice after a wrong CVC depends on the card: nothing else needs a second query.
  if (row.cardId === null || row.declineReason !== 'cvc_incorrect') return toPayment(row, 'never')
  const amount = { value: row.amount, currency: row.currency }
  const checkout = { checkoutId: row.checkoutId, amount }
  const [rows, now] = await Promise.all([listCards(db, row.customerId), readNow(db, clock)])
  const card = toSavedCards(options, rows, now, checkout).find(({ id }) => id === row.cardId)
  return toPayment(row, card?.cvc ?? 'never')
}
