import type { Checkout, PayBody, Payment } from '@cardfile/contract'
import { cardfileKeys } from '../queries/query-keys.ts'
import { lookFor, post, type Answer } from './answer.ts'
import type { FlowGround, FlowTools } from './flow-store.ts'
import { pause } from './in-time.ts'
import { noticeOf } from './notice.ts'
import { tellOtherTabs } from './other-tabs.ts'
import { isSafeRedirect } from './redirect.ts'

/** How long a press waits for its own answer before the checkout is looked at as well. */
const overdueAfterMs = 10_000

/** How long after a press an answer may still show before the customer is told that the shop could not be reached. */
const giveUpAfterMs = 30_000

/** How long a navigation may take before its button works again. */
const leavingForMs = 10_000

/** Sends the one request of a press, and follows it to an answer. The step is `paying` already. */
export async function pay(ground: FlowGround, tools: FlowTools, body: PayBody, checkout: Checkout): Promise<void> {
  const { queryClient, dispatch } = ground
  const pressedAt = Date.now()
  const request = new AbortController()
  const answered = post(queryClient, tools.client, body, request.signal)
  let answer = await Promise.race([answered, pause(overdueAfterMs).then((): Answer => ({ kind: 'none' }))])
  if (answer.kind === 'none') {
    dispatch({ type: 'overdue' })
    const found = lookFor(queryClient, tools.client, checkout, pressedAt + giveUpAfterMs, request.signal)
    answer = await Promise.race([found, answered.then((late) => (late.kind === 'none' ? found : late))])
    request.abort()
  }
  settle(ground, tools, answer, checkout)
}

/** Gives an open hosted payment up. The step is `cancelling` already. */
export async function giveUp(ground: FlowGround, { client }: FlowTools, payment: Payment): Promise<void> {
  try {
    remember(ground, await client.cancelPayment(payment.id))
    ground.dispatch({ type: 'answered' })
  } catch {
    ground.notify('not_cancelled')
    refetch(ground)
  }
}

/** Sends the browser to the gateway's page. */
export function leave({ dispatch, notify }: FlowGround, { navigate }: FlowTools, url: string): void {
  if (!isSafeRedirect(url)) return notify('refused')
  dispatch({ type: 'left' })
  setTimeout(() => dispatch({ type: 'stayed' }), leavingForMs)
  if (navigate) navigate(url)
  else location.assign(url)
}

function settle(ground: FlowGround, tools: FlowTools, answer: Answer, checkout: Checkout): void {
  switch (answer.kind) {
    case 'payment':
      remember(ground, answer.payment)
      if (answer.payment.status === 'redirect') leave(ground, tools, answer.payment.redirectUrl)
      else ground.dispatch({ type: 'answered' })
      return
    case 'problem': {
      const { payment, amount, quote, consent } = answer.problem
      if (payment !== undefined) {
        remember(ground, payment)
        return ground.dispatch({ type: 'answered' })
      }
      ground.dispatch({ type: 'noticed', notice: noticeOf(answer.problem, checkout) })
      if (quote !== undefined && amount !== undefined) learn(ground, { amount, quote })
      else if (consent === undefined) refetch(ground)
      else learn(ground, { consent })
      return
    }
    case 'none':
      ground.notify('unreachable')
  }
}

function remember(ground: FlowGround, payment: Payment): void {
  const { queryClient, checkoutId } = ground
  // A read that left before the payment was made would still arrive, and show a checkout that nobody has paid.
  void queryClient.cancelQueries({ queryKey: cardfileKeys.checkout(checkoutId) })
  // The payment is known before the step changes: in between, a button would look free.
  queryClient.setQueryData(cardfileKeys.payment(payment.id), payment)
  learn(ground, { payment })
  // A page that came back out of the browser's memory has forgotten the checkout, and its read was just cancelled.
  if (queryClient.getQueryData(cardfileKeys.checkout(checkoutId)) === undefined) refetch(ground)
  tellOtherTabs(checkoutId)
}

/** The checkout as an answer leaves it: only what the server just said is replaced. */
function learn({ queryClient, checkoutId }: FlowGround, news: Partial<Checkout>): void {
  queryClient.setQueryData<Checkout>(cardfileKeys.checkout(checkoutId), (known) => known && { ...known, ...news })
}

function refetch({ queryClient, checkoutId }: FlowGround): void {
  void queryClient.invalidateQueries({ queryKey: cardfileKeys.checkout(checkoutId) })
}
