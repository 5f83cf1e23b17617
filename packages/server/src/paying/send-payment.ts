import { type RateLimitKey, release } from '../rate-limits/consume.ts'
import type { Context } from '../context.ts'
import type { GatewayAnswer } from '../gateway/gateway.ts'
import type { Order } from '../gateway/order.ts'
import { recordKeyRejection } from '../payments/gateway-access.ts'
import type { OrderRequest } from '../gateway/order-request.ts'
import type { Secret } from '../secrets/secret.ts'
import { toSigned } from '../secrets/sign.ts'
import type { PaymentRow } from '../store/schema.ts'
import { applyFinding } from '../polling/apply-finding.ts'
import { cancelReview } from '../polling/cancel-review.ts'
import type { Claim } from './claim-payment.ts'
import { type Finding, needsAnotherPoll, toFinding } from '../polling/finding.ts'
import { pollPayment } from '../polling/poll-payment.ts'
import { latestSendMs } from '../polling/schedule.ts'

/** What a claimed payment is sent with. */
export interface Sending {
  readonly description: string
  readonly cvc: Secret | undefined
  /** The rate limits this press consumed: released when nothing could be sent. */
  readonly rateLimitKeys: readonly RateLimitKey[]
  /** `Date.now()` just before the payment was claimed. */
  readonly claimedAt: number
}

/**
 * Sends the one POST of a claimed payment and weighs the answer. Never called twice for a payment, and nothing below it
 * sends again. An answer that says paid, or declined for good, is confirmed at once by what the gateway then shows.
 */
export async function sendPayment(
  context: Context,
  { row, vaultToken }: Claim,
  { description, cvc, rateLimitKeys, claimedAt }: Sending,
): Promise<void> {
  const { gateway, keys, options } = context
  const signedRef = await toSigned(keys.current.url, row.ref)
  const publicUrl = options.publicUrl.replace(/\/$/, '')
  const request: OrderRequest = {
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
        : { kind: 'one_click', vaultToken, cvc },
  }
  const answer: GatewayAnswer<Order> =
    Date.now() - claimedAt > latestSendMs ? { kind: 'not-sent' } : await gateway.createOrder(request)
  const finding = toPostFinding(context, row, answer)
  const keepsLease = needsAnotherPoll(row, finding)
  const seen = await applyFinding(context, row, { cause: 'post', finding, keepsLease })
  await cancelReview(context, row, seen, finding)
  if (keepsLease) await pollPayment(context, seen, 'post')
  if (answer.kind === 'rejected' && answer.isKeyRejected) await recordKeyRejection(context, answer.status)
  if (answer.kind === 'not-sent') {
    await context.database.transaction((tx) => release(context, tx, rateLimitKeys))
  }
}

function toPostFinding(context: Context, row: PaymentRow, answer: GatewayAnswer<Order>): Finding {
  switch (answer.kind) {
    case 'ok':
      // An order that is not ours says nothing about whether ours exists.
      return toFinding(context, row, answer.value, false) ?? { evidence: { kind: 'no-answer' } }
    case 'rejected':
    case 'not-sent':
    case 'no-answer':
      return { evidence: { kind: answer.kind } }
    default:
      return answer satisfies never
  }
}
