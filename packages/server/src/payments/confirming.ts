import { and, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm'
import { payment } from '../store/schema.ts'

/** Matches the payments that `toPayment` shows as `confirming`, so that the database can count them. */
export const isShownAsConfirming = or(
  inArray(payment.state, ['submitting', 'unknown', 'closing']),
  and(eq(payment.state, 'awaiting_customer'), isNull(payment.redirectUrl)),
  and(eq(payment.state, 'processing'), or(isNull(payment.redirectUrl), isNotNull(payment.returnedAt))),
  and(eq(payment.state, 'gateway_error'), or(isNull(payment.redirectUrl), eq(payment.kind, 'one_click'))),
)
