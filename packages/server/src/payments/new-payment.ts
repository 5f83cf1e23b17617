import type { PgInsertValue } from 'drizzle-orm/pg-core'
import type { payment } from '../store/schema.ts'

/** Columns that are set after the insert. */
type LearnedColumn =
  | 'consentWithdrawnAt'
  | 'declineReason'
  | 'orderId'
  | 'hintedOrderId'
  | 'orderModified'
  | 'redirectUrl'
  | 'returnedAt'
  | 'polledAt'
  | 'polls'
  | 'completeLists'

/** A payment to insert. A new column does not compile until every insert sets it, or the list above holds it. */
export type NewPayment = Required<Omit<PgInsertValue<typeof payment>, LearnedColumn>>
