import type { Checkout, PayBody, Payment } from '@cardfile/contract'
import { MutationObserver, type QueryClient } from '@tanstack/react-query'
import type { CardfileClient } from '../client/client.ts'
import { ProblemError } from '../client/problem-error.ts'
import { checkoutQuery } from '../queries/checkout.queries.ts'
import { delay, nextPollMs } from './polling.ts'

/** The outcome of a press. `none`: not known yet. */
export type PayAnswer =
  | { readonly kind: 'payment'; readonly payment: Payment }
  | { readonly kind: 'problem'; readonly problem: ProblemError }
  | { readonly kind: 'none' }

/** Sends the one POST of a press. Never rejects: any failure to get an answer is `none`. */
export async function sendPayment(
  queryClient: QueryClient,
  client: CardfileClient,
  body: PayBody,
  signal: AbortSignal,
): Promise<PayAnswer> {
  // Sent in the task of the press: a mutation calls its function some microtasks later.
  const sent = client.pay(body, { idempotencyKey: newKey(), signal })
  // The mutation handles a rejection; one that comes before it subscribes must not be reported as unhandled.
  sent.catch(() => {})
  // The body is captured by the closure and never a mutation variable: the mutation cache keeps those, where every
  // subscriber sees them. The default network mode would park an offline payment and send it on reconnect.
  const mutation = new MutationObserver<Payment>(queryClient, {
    mutationKey: ['cardfile', 'pay'],
    mutationFn: () => sent,
    networkMode: 'always',
    retry: false,
    gcTime: 0,
  })
  // Without a subscriber, a pending mutation with a gcTime of 0 is collected and re-added in a busy loop (5.108).
  const unsubscribe = mutation.subscribe(() => {})
  try {
    return { kind: 'payment', payment: await mutation.mutate() }
  } catch (error) {
    const isAnswer = error instanceof ProblemError && (error.status < 500 || error.code === 'unavailable')
    return isAnswer ? { kind: 'problem', problem: error } : { kind: 'none' }
  } finally {
    unsubscribe()
  }
}

/** Polls the checkout until it shows a payment that was not there at the press, or until the deadline. */
export async function pollForPayment(
  queryClient: QueryClient,
  client: CardfileClient,
  before: Checkout,
  deadlineMs: number,
  settled: AbortSignal,
): Promise<PayAnswer> {
  for (let polls = 0; !settled.aborted; polls += 1) {
    await delay(Math.max(0, Math.min(nextPollMs(polls, false), deadlineMs - Date.now())))
    const after = await queryClient
      .fetchQuery({ ...checkoutQuery(client, before.checkoutId), retry: false, networkMode: 'always' })
      .catch(() => undefined)
    if (after?.payment && after.payment.id !== before.payment?.id) return { kind: 'payment', payment: after.payment }
    if (Date.now() >= deadlineMs) break
  }
  return { kind: 'none' }
}

// crypto.randomUUID is missing on plain http, where a phone opens a developer's laptop.
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
