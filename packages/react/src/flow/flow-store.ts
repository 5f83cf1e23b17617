import type { Checkout, PayBody, Payment } from '@cardfile/contract'
import type { QueryClient } from '@tanstack/react-query'
import { cardfileKeys } from '../queries/query-keys.ts'
import { isInCrossOriginFrame } from './cross-origin-frame.ts'
import type { FlowContext, FlowDependencies } from './flow-context.ts'
import { cancel, leave, pay } from './flow-effects.ts'
import { flowReducer, type FlowEvent } from './flow-reducer.ts'
import { idle, type FlowStep, type NoticeKind } from './flow-step.ts'
import { latestPayment, toFlowView } from './flow-view.ts'
import { subscribeToOtherTabs } from './other-tabs.ts'

/** The flow of one checkout in this browser. All parts and hooks of a checkout share one store. */
export interface FlowStore {
  readonly getStep: () => FlowStep
  readonly subscribe: (listener: () => void) => () => void
  /** Pays the price of the quote, once. `takeCvc` is called at the press, or never. */
  readonly pay: (
    dependencies: FlowDependencies,
    quote: string,
    method: PayBody['method'],
    takeCvc: () => string,
  ) => void
  /** Cancels the open hosted payment. */
  readonly cancel: (dependencies: FlowDependencies) => void
  /** Goes to the gateway's page of the open payment. */
  readonly proceed: (dependencies: FlowDependencies, payment: Payment) => void
  /** Raises a notice. */
  readonly notify: (kind: NoticeKind) => void
  /** Clears the notice once its cause is corrected. */
  readonly clearNotice: () => void
}

const stores = new WeakMap<QueryClient, Map<string, FlowStore>>()

/** The store of a checkout: the same for every part that shows it, including one that mounts during a payment. */
export function getFlowStore(queryClient: QueryClient, checkoutId: string): FlowStore {
  const ofClient = stores.get(queryClient) ?? new Map<string, FlowStore>()
  stores.set(queryClient, ofClient)
  const store = ofClient.get(checkoutId) ?? createFlowStore(queryClient, checkoutId)
  ofClient.set(checkoutId, store)
  return store
}

function createFlowStore(queryClient: QueryClient, checkoutId: string): FlowStore {
  const listeners = new Set<() => void>()
  let current: FlowStep = idle
  let unsubscribeFromOtherTabs = () => {}

  const dispatch = (event: FlowEvent) => {
    current = flowReducer(current, event)
    for (const listener of listeners) listener()
  }
  const cachedCheckout = () => queryClient.getQueryData<Checkout>(cardfileKeys.checkout(checkoutId))
  const mayPay = ({ payment }: Checkout) => {
    const polled = queryClient.getQueryData<Payment>(cardfileKeys.payment(payment?.id ?? ''))
    return toFlowView(current, latestPayment(payment, polled)).mayPay
  }
  const notify = (kind: NoticeKind) =>
    dispatch({ type: 'notified', notice: { kind, paymentId: cachedCheckout()?.payment?.id ?? null } })
  const context: FlowContext = { queryClient, checkoutId, dispatch, notify }
  const restore = ({ persisted }: PageTransitionEvent) => {
    if (persisted) dispatch({ type: 'restored' })
  }

  return {
    getStep: () => current,
    subscribe(listener) {
      if (listeners.size === 0) {
        addEventListener('pageshow', restore, true)
        unsubscribeFromOtherTabs = subscribeToOtherTabs(queryClient, checkoutId)
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        removeEventListener('pageshow', restore, true)
        unsubscribeFromOtherTabs()
      }
    },
    pay(dependencies, quote, method, takeCvc) {
      const checkout = cachedCheckout()
      // Read from the cache and not from a render: two presses in one task see the same render.
      if (checkout === undefined || !mayPay(checkout)) return
      // A request made offline could leave minutes later, when the customer has given up.
      if (!navigator.onLine) return notify('offline')
      if (dependencies.framing !== 'any' && isInCrossOriginFrame()) return notify('refused')
      const cvc = method.type === 'saved-card' ? takeCvc() : ''
      dispatch({ type: 'pressed' })
      const body = { checkoutId, quote, method: { ...method, ...(cvc !== '' && { cvc }) } }
      void pay(context, dependencies, body, checkout)
    },
    cancel(dependencies) {
      const payment = cachedCheckout()?.payment
      if (current.step !== 'idle' || !payment) return
      dispatch({ type: 'cancelled' })
      void cancel(context, dependencies, payment)
    },
    proceed(dependencies, payment) {
      if (current.step !== 'idle' || payment.status !== 'redirect') return
      leave(context, dependencies, payment.redirectUrl)
    },
    notify,
    clearNotice: () => dispatch({ type: 'corrected' }),
  }
}
