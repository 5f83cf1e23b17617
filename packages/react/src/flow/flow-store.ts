import type { Checkout, PayBody, Payment } from '@cardfile/contract'
import type { QueryClient } from '@tanstack/react-query'
import type { CardfileClient } from '../client/client.ts'
import { cardfileKeys } from '../queries/query-keys.ts'
import { giveUp, leave, pay } from './flow-engine.ts'
import { listenToOtherTabs } from './other-tabs.ts'
import { isFramedByStranger } from './framed.ts'
import { nextStep, type FlowEvent } from './next-step.ts'
import { idle, newerSight, viewOf, type FlowStep, type NoticeKind } from './payment-flow.ts'

/** What a flow needs to act. Given with each action, because a provider may change language while a payment is open. */
export interface FlowTools {
  readonly client: CardfileClient
  /** Default: `location.assign`. */
  readonly navigate: ((url: string) => void) | undefined
  /** Whether a press counts in a frame of another origin's page. Default: `same-origin`, it does not. */
  readonly framing: 'same-origin' | 'any' | undefined
}

/**
 * Everything this browser does about one checkout. All parts and hooks of a checkout share one. Loaded when the page is
 * painted: nothing of it is shown, and a customer reads before pressing anything.
 */
export interface FlowStore {
  readonly getStep: () => FlowStep
  readonly subscribe: (listener: () => void) => () => void
  /** Pays, once, the price of that quote. `takeCode` is called at the press, or never. */
  readonly press: (tools: FlowTools, quote: string, method: PayBody['method'], takeCode: () => string) => void
  /** Gives the open hosted payment up. */
  readonly cancel: (tools: FlowTools) => void
  /** Goes to the gateway's page of the open payment. */
  readonly proceed: (tools: FlowTools, payment: Payment) => void
  /** Says something about the next press. */
  readonly notify: (kind: NoticeKind) => void
  /** The thing that was complained about is mended. */
  readonly correct: () => void
}

/** What the engine works on. */
export interface FlowGround extends Pick<FlowStore, 'notify'> {
  readonly queryClient: QueryClient
  readonly checkoutId: string
  readonly dispatch: (event: FlowEvent) => void
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
  let stopListening = () => {}

  const dispatch = (event: FlowEvent) => {
    now = nextStep(now, event)
    for (const listener of listeners) listener()
  }
  const shown = () => queryClient.getQueryData<Checkout>(key)
  const mayPay = ({ payment }: Checkout) =>
    viewOf(now, newerSight(payment, queryClient.getQueryData(cardfileKeys.payment(payment?.id ?? '')))).mayPay
  const notify = (kind: NoticeKind) =>
    dispatch({ type: 'noticed', notice: { kind, paymentId: shown()?.payment?.id ?? null } })
  const ground: FlowGround = { queryClient, checkoutId, dispatch, notify }

  return {
    getStep: () => now,
    subscribe(listener) {
      if (listeners.size === 0) {
        addEventListener('pageshow', restore, true)
        stopListening = listenToOtherTabs(queryClient, checkoutId)
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        removeEventListener('pageshow', restore, true)
        stopListening()
      }
    },
    press(tools, quote, method, takeCode) {
      const checkout = shown()
      // Asked here and not of the last render: two presses in one task see the same render.
      if (checkout === undefined || !mayPay(checkout)) return
      // A request made offline could leave minutes later, when the customer has given up.
      if (!navigator.onLine) return notify('offline')
      if (tools.framing !== 'any' && isFramedByStranger()) return notify('refused')
      const cvc = method.type === 'saved-card' ? takeCode() : ''
      const secret = cvc === '' ? undefined : { cvc }
      dispatch({ type: 'pressed' })
      const body = { checkoutId, quote, method: { ...method, ...secret } }
      void pay(ground, tools, body, checkout)
    },
    cancel(tools) {
      const payment = shown()?.payment
      if (now.step !== 'idle' || !payment) return
      dispatch({ type: 'cancelled' })
      void giveUp(ground, tools, payment)
    },
    proceed(tools, payment) {
      if (now.step !== 'idle' || payment.status !== 'redirect') return
      leave(ground, tools, payment.redirectUrl)
    },
    notify,
    correct: () => dispatch({ type: 'corrected' }),
  }

  function restore(event: PageTransitionEvent): void {
    if (event.persisted) dispatch({ type: 'stayed' })
  }
}
