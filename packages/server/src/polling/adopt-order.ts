import type { Context } from '../context.ts'
import type { Order } from '../gateway/order.ts'
import { findPaymentByRef } from '../payments/find-payment.ts'
import type { NewPayment } from '../payments/new-payment.ts'
import { checkout, payment, type PaymentRow } from '../store/schema.ts'

/** Writes the missing payment of one of our orders, from the fields of the order. Undefined when those are incomplete. */
export async function adoptOrphan(context: Context, order: Order): Promise<PaymentRow | undefined> {
  const { checkoutId, customerId, ref } = order
  if (checkoutId === null || customerId === null || ref === null) {
    context.log.error(
      { orderId: order.id },
      'A paid order of this shop has no payment and does not name its checkout; check it at the gateway',
    )
    return undefined
  }
  // The order usually names its kind; a card in the answer only suggests it.
  const kind = order.kind ?? (order.card === null ? 'one_click' : 'hosted')
  return adopt(context, order, { ref, checkoutId, customerId, kind })
}

/**
 * Writes a payment for the second paid order of one payment: the gateway made two from one request, or accepted a reference
 * twice. A reference names one row, so the second row's reference also holds the order.
 */
export function adoptTwin(context: Context, order: Order, known: PaymentRow): Promise<PaymentRow | undefined> {
  const { checkoutId, customerId, kind } = known
  return adopt(context, order, { ref: `${known.ref} ${order.id}`, checkoutId, customerId, kind })
}

/** The row may exist: the process that wrote it may have died before it recorded the order. */
async function adopt(
  context: Context,
  order: Order,
  lost: Pick<PaymentRow, 'ref' | 'checkoutId' | 'customerId' | 'kind'>,
): Promise<PaymentRow | undefined> {
  const { database } = context
  const adopted = await database.transaction(async (tx) => {
    await tx.insert(checkout).values({ id: lost.checkoutId, customerId: lost.customerId }).onConflictDoNothing()
    const [row] = await tx
      .insert(payment)
      .values(toRow(context, order, lost))
      .onConflictDoNothing()
      .returning()
    return row
  })
  return adopted ?? findPaymentByRef(context, lost.ref)
}

function toRow(
  { clock }: Context,
  order: Order,
  lost: Pick<PaymentRow, 'ref' | 'checkoutId' | 'customerId' | 'kind'>,
): NewPayment {
  return {
    ...lost,
    id: crypto.randomUUID(),
    amount: order.amount.value,
    currency: order.amount.currency,
    // No press repeats this key: it only has to be unique.
    idempotencyKey: `adopted ${lost.ref}`,
    intentMac: '',
    cardId: null,
    hasCvc: false,
    cardBrand: null,
    cardLast4: null,
    consentVersion: null,
    consentLocale: null,
    consentAt: null,
    replacesCardId: null,
    state: 'not_found',
    submittedAt: order.created ?? clock.now,
    leaseUntil: null,
    leaseToken: null,
    nextPollAt: null,
    createdAt: order.created ?? clock.now,
    updatedAt: clock.now,
  }
}
