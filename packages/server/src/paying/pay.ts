import type { PayBody } from '@cardfile/contract'
import { loadShopCheckout } from '../checkouts/load-checkout.ts'
import type { Context } from '../context.ts'
import { toLoggable } from '../log/error-code.ts'
import { findPayment, findPaymentByKey } from '../payments/find-payment.ts'
import { ProblemError } from '../problem-error.ts'
import { isSigned, sign } from '../secrets/sign.ts'
import type { PaymentRow } from '../store/schema.ts'
import { claimPayment } from './claim-payment.ts'
import { type PayRequest, toIntent } from './press.ts'
import { sendPayment } from './send-payment.ts'

/** Pays, or returns the payment of an earlier request with the same key. Throws a problem when it cannot. */
export async function pay(context: Context, request: PayRequest): Promise<{ row: PaymentRow; isNew: boolean }> {
  const { customerId, idempotencyKey, body } = request
  const earlier = await findPaymentByKey(context, customerId, idempotencyKey)
  if (earlier !== undefined) return { row: await requireSameIntent(context, earlier, body), isNew: false }

  const checkout = await loadShopCheckout(context, body.checkoutId, customerId)
  // Read before the claim: from here `sendPayment` measures how long the process was frozen.
  const claimedAt = Date.now()
  const intentMac = await sign(context.keys.current.intentMac, toIntent(body))
  const press = { ...request, checkout, intentMac, claimedAt }
  const claim = await claimPayment(context, press)
  if (claim === undefined) {
    const winner = await findPaymentByKey(context, customerId, idempotencyKey)
    if (winner === undefined) throw new ProblemError('unavailable')
    return { row: await requireSameIntent(context, winner, body), isNew: false }
  }
  try {
    await sendPayment(context, claim, press)
    return { row: (await findPayment(context, customerId, claim.row.id)) ?? claim.row, isNew: true }
  } catch (error) {
    // The gateway may have charged: the row from before the POST shows as confirming, and a poll finds the outcome.
    context.log.error({ paymentId: claim.row.id, ...toLoggable(error) }, 'A sent payment could not be recorded')
    return { row: claim.row, isNew: true }
  }
}

async function requireSameIntent({ keys }: Context, row: PaymentRow, body: PayBody): Promise<PaymentRow> {
  const macKeys = keys.all.map((each) => each.intentMac)
  if (await isSigned(macKeys, toIntent(body), row.intentMac)) return row
  throw new ProblemError('idempotency_mismatch')
}
