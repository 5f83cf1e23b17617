import type { Context } from '../context.ts'
import { findPaymentByKey, viewPayment } from '../payments/find-payment.ts'
import { ProblemError } from '../problem-error.ts'
import type { PaymentRow } from '../store/schema.ts'
import type { Press } from './press.ts'

/** The outcome of a claim that left its checkout taken. */
interface Taken {
  readonly press: Press
  readonly problem: ProblemError
}

/** The running claims of this process, by checkout id. Each resolves to undefined if the checkout may still be free. */
const claimsOf = new WeakMap<Context, Map<string, Promise<Taken | undefined>>>()

/**
 * Queues the claims of one checkout within this process, so that together they use one connection. Without it, fifty tabs
 * wait for the checkout's lock on every connection of the pool, and other customers wait for a connection. The row lock
 * still decides.
 *
 * A press with the same intent as the claim it waited for shares that claim's outcome. An error of the database, such as a
 * lock time-out, fails the waiting presses too.
 */
export async function queueClaim<T extends { readonly row: PaymentRow }>(
  context: Context,
  press: Press,
  claim: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const claims = claimsOf.get(context) ?? new Map<string, Promise<Taken | undefined>>()
  claimsOf.set(context, claims)
  const { checkoutId } = press.body
  for (let running = claims.get(checkoutId); running !== undefined; running = claims.get(checkoutId)) {
    const taken = await running
    if (taken?.press.customerId !== press.customerId || taken.press.intentMac !== press.intentMac) continue
    // A repeated key is answered with its own payment.
    if ((await findPaymentByKey(context, press.customerId, press.idempotencyKey)) !== undefined) return undefined
    throw taken.problem
  }
  const claimed = claim().finally(() => claims.delete(checkoutId))
  const running = claimed.then(
    async (result) => {
      if (result === undefined) return undefined
      const payment = await viewPayment(context, result.row)
      return { press, problem: new ProblemError('payment_in_progress', { payment }) }
    },
    (error: unknown) => {
      if (!(error instanceof ProblemError)) throw error
      return error.extra.payment === undefined ? undefined : { press, problem: error }
    },
  )
  // Without a waiting press, nothing else handles its rejection, which would end the process.
  running.catch(() => {})
  claims.set(checkoutId, running)
  return claimed
}
