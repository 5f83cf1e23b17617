import type { Checkout, PayBody, Payment } from '@cardfile/contract'
import type { QueryClient } from '@tanstack/react-query'
import type { CardfileClient } from '../client/client.ts'
import { cardfileKeys } from '../queries/query-keys.ts'
import { lookFor, pause, post, type Answer } from './answer.ts'
import { giveUpAfterMs, leavingForMs, overdueAfterMs } from './pace.ts'
import {
  idle,
  newerSight,
  nextStep,
  noticeOf,
  updateCheckout,
  viewOf,
  type FlowEvent,
  type FlowStep,
  type Notice,
} from './payment-flow.ts'
import { isSafeRedirect } from './redirect.ts'

/** What a flow needs to act. Given with each action, because a provider may change language while a payment is open. */
export interface FlowTools {
  readonly client: CardfileClient
  readonly navigate: (url: string) => void
}

/** Everything this browser does about one checkout. All parts and hooks of a checkout share one. */
export interface FlowStore {
  readonly getStep: () => FlowStep
  readonly subscribe: (listener: () => void) => () => void
  /** Pays, once. `takeCvc` is called at the press, or never. */
  readonly press: (tools: FlowTools, method: PayBody['method'], takeCvc: () => string) => void
  /** Gives the open hosted payment up. */
  readonly cancel: (tools: FlowTools) => void
  /** Goes to the gateway's page of the open payment. */
  readonly proceed: (tools: FlowTools, payment: Payment) => void
  /** Says something about the next press. */
  readonly notify: (kind: Notice['kind']) => void
  /** The thing that was complained about is mended. */
  readonly correct: () => void
}

const stores = new WeakMap<QueryClient, Map<string, FlowStore>>()

/** The flow of a checkout: the same one for every part that shows it, also for one that mounts while a payment is under way. */
export function flowStoreOf(queryClient: QueryClient, checkoutId: string): FlowStore {
  const ofClient = stores.get(queryClient) ?? new Map<string, FlowStore>()
  stores.set(queryClient, ofClient)
  const store = ofClient.get(checkoutId) ?? createFlowStore(queryClient, checkoutId)
  ofClient.set(checkoutId, store)
  return store
}

function createFlowStore(queryClient: QueryClient, checkoutId: string): FlowStore {
  const key = cardfileKeys.checkout(checkoutId)
  const listeners = new Set<() => void>()
  let now: FlowStep = idle

  const dispatch = (event: FlowEvent) => {
    now = nextStep(now, event)
    for (const listener of listeners) listener()
  }
  const shown = () => queryClient.getQueryData<Checkout>(key)
  const current = (checkout: Checkout) => {
    const inCheckout = checkout.payment
    return newerSight(inCheckout, queryClient.getQueryData<Payment>(cardfileKeys.payment(inCheckout?.id ?? '')))
  }
  const notify = (kind: Notice['kind']) =>
    dispatch({ type: 'noticed', notice: { kind, paymentId: shown()?.payment?.id ?? null } })
  const learn = (news: Partial<Checkout>) =>
    queryClient.setQueryData<Checkout>(key, (checkout) => checkout && updateCheckout(checkout, news))
  const refetch = () => void queryClient.invalidateQueries({ queryKey: key })

  const remember = (payment: Payment) => {
    // A read that left before the payment was made would still arrive, and show a checkout that nobody has paid.
    void queryClient.cancelQueries({ queryKey: key })
    // The payment is known before the step changes: in between, a button would look free.
    queryClient.setQueryData(cardfileKeys.payment(payment.id), payment)
    learn({ payment })
  }
  const leave = ({ navigate }: FlowTools, url: string) => {
    if (!isSafeRedirect(url)) return notify('refused')
    dispatch({ type: 'left' })
    setTimeout(() => dispatch({ type: 'stayed' }), leavingForMs)
    navigate(url)
  }
  const settle = (tools: FlowTools, answer: Answer, checkout: Checkout) => {
    switch (answer.kind) {
      case 'payment':
        remember(answer.payment)
        if (answer.payment.status === 'redirect') leave(tools, answer.payment.redirectUrl)
        else dispatch({ type: 'answered' })
        return
      case 'problem': {
        const { payment, amount, quote, consent } = answer.problem
        if (payment !== undefined) {
          remember(payment)
          return dispatch({ type: 'answered' })
        }
        dispatch({ type: 'noticed', notice: noticeOf(answer.problem, checkout) })
        if (quote !== undefined && amount !== undefined) learn({ amount, quote })
        else if (consent === undefined) refetch()
        else learn({ consent })
        return
      }
      case 'none':
        notify('unreachable')
    }
  }

  async function pay(tools: FlowTools, body: PayBody, checkout: Checkout): Promise<void> {
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
    settle(tools, answer, checkout)
  }

  async function giveUp({ client }: FlowTools, payment: Payment): Promise<void> {
    try {
      remember(await client.cancelPayment(payment.id))
      dispatch({ type: 'answered' })
    } catch {
      notify('not_cancelled')
      refetch()
    }
  }

  return {
    getStep: () => now,
    subscribe(listener) {
      if (listeners.size === 0) addEventListener('pageshow', restore)
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) removeEventListener('pageshow', restore)
      }
    },
    press(tools, method, takeCvc) {
      const checkout = shown()
      // Asked here and not of the last render: two presses in one task see the same render.
      if (checkout === undefined || !viewOf(now, current(checkout)).mayPay) return
      // A request made offline could leave minutes later, when the customer has given up.
      if (!navigator.onLine) return notify('offline')
      const cvc = method.type === 'saved-card' ? takeCvc() : ''
      const secret = cvc === '' ? undefined : { cvc }
      dispatch({ type: 'pressed' })
      void pay(tools, { checkoutId, quote: checkout.quote, method: { ...method, ...secret } }, checkout)
    },
    cancel(tools) {
      const payment = shown()?.payment
      if (now.step !== 'idle' || !payment) return
      dispatch({ type: 'cancelled' })
      void giveUp(tools, payment)
    },
    proceed(tools, payment) {
      if (now.step === 'idle' && payment.status === 'redirect') leave(tools, payment.redirectUrl)
    },
    notify,
    correct: () => dispatch({ type: 'corrected' }),
  }

  function restore(event: PageTransitionEvent): void {
    if (!event.persisted) return
    dispatch({ type: 'stayed' })
    // Forgotten and not only read again: until it is known what happened meanwhile, there is nothing to press.
    if (now.step === 'idle') void queryClient.resetQueries({ queryKey: key })
    else refetch()
  }
}
