import type { Checkout, PayBody, Payment } from '@cardfile/contract'
import { MutationObserver, type QueryClient } from '@tanstack/react-query'
import type { CardfileClient } from '../client/client.ts'
import { CardfileProblem } from '../client/problem.ts'
import { checkoutQuery } from '../queries/checkout.queries.ts'
import { pause } from './in-time.ts'
import { nextLookMs } from './pace.ts'

/** What a press led to. `none`: nobody knows yet. */
export type Answer =
  | { readonly kind: 'payment'; readonly payment: Payment }
  | { readonly kind: 'problem'; readonly problem: CardfileProblem }
  | { readonly kind: 'none' }

/** The one POST of a press. It never rejects: what is not an answer is `none`. */
export async function post(
  queryClient: QueryClient,
  client: CardfileClient,
  body: PayBody,
  signal: AbortSignal,
): Promise<Answer> {
  // Sent here, in the task of the press: a mutation gets to its function some turns later.
  const sent = client.pay(body, { idempotencyKey: newKey(), signal })
  // Should it fail before then, that is nothing anybody has failed to handle.
  sent.catch(() => {})
  // The body is a closure of this one call and not a variable of the mutation: those stay in the mutation cache, where
  // every subscriber sees them. The default network mode would park a payment and send it when the network is back.
  const mutation = new MutationObserver<Payment>(queryClient, {
    mutationKey: ['cardfile', 'pay'],
    mutationFn: () => sent,
    networkMode: 'always',
    retry: false,
    gcTime: 0,
  })
  // Unwatched, a pending mutation with a gcTime of 0 is collected, put back and collected again without a pause (5.108).
  const unsubscribe = mutation.subscribe(() => {})
  try {
    return { kind: 'payment', payment: await mutation.mutate() }
  } catch (error) {
    const isAnswer = error instanceof CardfileProblem && (error.status < 500 || error.code === 'unavailable')
    return isAnswer ? { kind: 'problem', problem: error } : { kind: 'none' }
  } finally {
    unsubscribe()
  }
}

/** Looks at the checkout until it shows a payment that was not there at the press, or until it is too late. */
export async function lookFor(
  queryClient: QueryClient,
  client: CardfileClient,
  before: Checkout,
  untilMs: number,
  settled: AbortSignal,
): Promise<Answer> {
  for (let looks = 0; !settled.aborted; looks += 1) {
    await pause(Math.max(0, Math.min(nextLookMs(looks, false), untilMs - Date.now())))
    const after = await queryClient
      .fetchQuery({ ...checkoutQuery(client, before.checkoutId), retry: false, networkMode: 'always' })
      .catch(() => undefined)
    if (after?.payment && after.payment.id !== before.payment?.id) return { kind: 'payment', payment: after.payment }
    if (Date.now() >= untilMs) break
  }
  return { kind: 'none' }
}

// Not randomUUID: that one is missing where a phone opens a developer's laptop over plain http.
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
