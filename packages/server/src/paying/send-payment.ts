import type { Context } from '../context.ts'
import type { GatewayAnswer } from '../gateway/gateway.ts'
import type { OrderRequest } from '../gateway/order-request.ts'
import type { Order } from '../gateway/order.ts'
import { recordKeyRejection } from '../payments/gateway-access.ts'
import { applyFinding } from '../polling/apply-finding.ts'
import { cancelReview } from '../polling/cancel-review.ts'
import { type Finding, needsAnotherPoll, toFinding } from '../polling/finding.ts'
import { pollPayment } from '../polling/poll-payment.ts'
import { latestSendMs } from '../polling/schedule.ts'
import { release } from '../rate-limits/consume.ts'
import { createSecret } from '../secrets/secret.ts'
import { toSigned } from '../secrets/sign.ts'
import type { PaymentRow } from '../store/schema.ts'
import type { Claim } from './claim-payment.ts'
import { type Press, toCvc, toRateLimitKeys } from './press.ts'

/**
 * Sends the one POST of a claimed payment and applies the answer. Call it once for a payment: neither it nor the gateway's
 * client repeats a POST. When the answer says paid, or declines a saved card, a poll follows at once and
 * makes the outcome final.
 */
export async function sendPayment(context: Context, claim: Claim, press: Press): Promise<void> {
  const { row } = claim
  const answer = await postOrder(context, claim, press)
  const finding = toPostFinding(context, row, answer)
  const keepsLease = needsAnotherPoll(row, finding)
  const next = await applyFinding(context, row, { cause: 'post', finding, keepsLease })
  await cancelReview(context, row, next, finding)
  if (keepsLease) await pollPayment(context, next, 'post')
  if (answer.kind === 'rejected' && answer.isKeyRejected) await recordKeyRejection(context, answer.status)
  if (answer.kind === 'not-sent') {
    await context.database.transaction((tx) => release(context, tx, toRateLimitKeys(press)))
  }
}

async function postOrder(context: Context, claim: Claim, press: Press): Promise<GatewayAnswer<Order>> {
  const request = await toOrderRequest(context, claim, press)
  if (Date.now() - press.claimedAt > latestSendMs) return { kind: 'not-sent' }
  return context.gateway.createOrder(request)
}

async function toOrderRequest(
  { keys, options }: Context,
  { row, vaultToken }: Claim,
  { checkout, body }: Press,
): Promise<OrderRequest> {
  const signedRef = await toSigned(keys.current.url, row.ref)
  const publicUrl = options.publicUrl.replace(/\/$/, '')
  const cvc = toCvc(body)
  const { amount: _, description, ...unsent } = checkout
  // A new field of the shop's checkout does not compile until it is sent.
  unsent satisfies Record<string, never>
  return {
    ref: row.ref,
    amount: { value: row.amount, currency: row.currency },
    description,
    checkoutId: row.checkoutId,
    customerId: row.customerId,
    returnUrl: `${publicUrl}/return/${signedRef}`,
    webhookUrl: `${publicUrl}/webhooks/${signedRef}`,
    expiry: options.paymentExpiry ?? 'PT30M',
    method:
      vaultToken === undefined
        ? { kind: 'hosted', saves: row.consentVersion !== null }
        : { kind: 'one_click', vaultToken, cvc: cvc === undefined ? undefined : createSecret(cvc) },
  }
}

function toPostFinding(context: Context, row: PaymentRow, answer: GatewayAnswer<Order>): Finding {
  switch (answer.kind) {
    case 'ok':
      // An order with another reference says nothing about ours.
      return toFinding(context, row, answer.value, false) ?? { evidence: { kind: 'no-answer' } }
    case 'rejected':
    case 'not-sent':
    case 'no-answer':
      return { evidence: { kind: answer.kind } }
    default:
      return answer satisfies never
  }
}
