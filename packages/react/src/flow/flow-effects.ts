import { type Checkout, isSafeRedirect, type PayBody, type Payment } from '@cardfile/contract'
import { cardfileKeys } from '../queries/query-keys.ts'
import type { FlowContext, FlowDependencies } from './flow-context.ts'
import { toNotice } from './notice.ts'
import { notifyOtherTabs } from './other-tabs.ts'
import { delay } from './polling.ts'
import { pollForPayment, sendPayment, type PayAnswer } from './send-payment.ts'

/** How long a press waits for its own answer before the checkout is polled as well. */
const overdueAfterMs = 10_000

/** How long polling continues after a press, until a notice says that the shop could not be reached. */
const giveUpAfterMs = 30_000

/** How long a navigation may take before its button is enabled again. */
const leavingTimeoutMs = 10_000

/** Sends the one request of a press and follows it to an answer. The step is already `paying`. */
export async function pay(
  context: FlowContext,
  dependencies: FlowDependencies,
  body: PayBody,
  checkout: Checkout,
): Promise<void> {
  const { queryClient, dispatch } = context
  const { client } = dependencies
  const pressedAt = Date.now()
  const request = new AbortController()
  const answered = sendPayment(queryClient, client, body, request.signal)
  let answer = await Promise.race([answered, delay(overdueAfterMs).then((): PayAnswer => ({ kind: 'none' }))])
  if (answer.kind === 'none') {
    dispatch({ type: 'overdue' })
    const found = pollForPayment(queryClient, client, checkout, pressedAt + giveUpAfterMs, request.signal)
    answer = await Promise.race([found, answered.then((late) => (late.kind === 'none' ? found : late))])
    request.abort()
  }
  applyAnswer(context, dependencies, answer, checkout)
}

/** Cancels an open hosted payment. The step is already `cancelling`. */
export async function cancel(context: FlowContext, { client }: FlowDependencies, payment: Payment): Promise<void> {
  try {
    cachePayment(context, await client.cancelPayment(payment.id))
    context.dispatch({ type: 'answered' })
  } catch {
    context.notify('not_cancelled')
    invalidateCheckout(context)
  }
}

/** Navigates to the gateway's page. */
export function leave({ dispatch, notify }: FlowContext, { navigate }: FlowDependencies, url: string): void {
  if (!isSafeRedirect(url)) return notify('refused')
  dispatch({ type: 'left' })
  setTimeout(() => dispatch({ type: 'restored' }), leavingTimeoutMs)
  if (navigate) navigate(url)
  else location.assign(url)
}

function applyAnswer(
  context: FlowContext,
  dependencies: FlowDependencies,
  answer: PayAnswer,
  checkout: Checkout,
): void {
  switch (answer.kind) {
    case 'payment':
      cachePayment(context, answer.payment)
      if (answer.payment.status === 'redirect') leave(context, dependencies, answer.payment.redirectUrl)
      else context.dispatch({ type: 'answered' })
      return
    case 'problem': {
      const { payment, amount, quote, consent } = answer.problem
      if (payment !== undefined) {
        cachePayment(context, payment)
        return context.dispatch({ type: 'answered' })
      }
      context.dispatch({ type: 'notified', notice: toNotice(answer.problem, checkout) })
      if (quote !== undefined && amount !== undefined) patchCheckout(context, { amount, quote })
      else if (consent === undefined) invalidateCheckout(context)
      else patchCheckout(context, { consent })
      return
    }
    case 'none':
      context.notify('unreachable')
  }
}

function cachePayment(context: FlowContext, payment: Payment): void {
  const { queryClient, checkoutId } = context
  // A read that left before the payment was made would overwrite the cache with an unpaid checkout.
  void queryClient.cancelQueries({ queryKey: cardfileKeys.checkout(checkoutId) })
  // Keep this before the step changes, or the button is enabled in between.
  queryClient.setQueryData(cardfileKeys.payment(payment.id), payment)
  patchCheckout(context, { payment })
  // Restored from bfcache: the checkout was dropped, and the line above cancelled its new read.
  if (queryClient.getQueryData(cardfileKeys.checkout(checkoutId)) === undefined) invalidateCheckout(context)
  notifyOtherTabs(checkoutId)
}

/** Replaces only the answered fields in the cached checkout. */
function patchCheckout({ queryClient, checkoutId }: FlowContext, patch: Partial<Checkout>): void {
  queryClient.setQueryData<Checkout>(cardfileKeys.checkout(checkoutId), (cached) => cached && { ...cached, ...patch })
}

function invalidateCheckout({ queryClient, checkoutId }: FlowContext): void {
  void queryClient.invalidateQueries({ queryKey: cardfileKeys.checkout(checkoutId) })
}
