'use client'
import type { PayBody, Payment } from '@cardfile/contract'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { useCheckout, type CheckoutResult } from '../checkout/use-checkout.ts'
import { createCvcHandle, type CvcHandle } from '../cvc/cvc-handle.ts'
import { cvcFault } from '../cvc/cvc.ts'
import { useCardfile } from '../provider/cardfile-context.ts'
import { flowStoreOf, type FlowStore } from './flow-store.ts'
import { idle, viewOf, type FlowView, type NoticeKind } from './payment-flow.ts'

/** What the pay hooks and the assembled checkout listen to. */
export interface PaymentFlowOptions {
  /** The checkout is paid. Called once for a payment, also when the customer comes back from the gateway to a paid one. */
  readonly onSucceeded?: ((payment: Payment) => void) | undefined
}

/** A checkout, what is being done about it, and what can be. */
export interface PaymentFlow extends FlowView {
  readonly result: CheckoutResult
  /** Pays in the given way, once, unless something is already under way. */
  readonly press: (method: PayBody['method']) => void
  /** Gives an open hosted payment up, so that another way can be chosen. */
  readonly cancel: () => void
  /** Goes on to the gateway's page of an open hosted payment. */
  readonly proceed: () => void
  /** Takes back a complaint about the security code once it is mended. */
  readonly correct: () => void
  /** Says why a press led nowhere. */
  readonly notify: (kind: NoticeKind) => void
  readonly cvc: CvcHandle
}

const nothing: Pick<FlowStore, 'getStep' | 'subscribe'> = { getStep: () => idle, subscribe: () => () => {} }
const getServerStep = () => idle

/** The seam between React and the flow of one checkout. A `checkoutId` of null is a checkout that does not exist yet. */
export function usePaymentFlow(checkoutId: string | null, { onSucceeded }: PaymentFlowOptions): PaymentFlow {
  const tools = useCardfile('A pay hook or part')
  const result = useCheckout(checkoutId)
  const store = useMemo(
    () => (checkoutId === null ? null : flowStoreOf(tools.queryClient, checkoutId)),
    [tools.queryClient, checkoutId],
  )
  const { subscribe, getStep } = store ?? nothing
  const step = useSyncExternalStore(subscribe, getStep, getServerStep)
  const cvc = useMemo(() => createCvcHandle(), [])
  useClearedWhenLeft(cvc)

  const checkout = result.status === 'ready' ? result.checkout : null
  const payment = result.status === 'ready' ? result.payment : null
  useOnceSucceeded(payment, onSucceeded)

  return {
    ...viewOf(step, payment),
    result,
    cvc,
    press(method) {
      if (store === null || checkout === null) return
      if (method.type === 'new-card') return store.press(tools, method, () => '')
      const card = checkout.cards.find(({ id }) => id === method.cardId)
      const fault = card && cvc.check((code) => cvcFault(code, card.brand, card.cvc))
      if (fault && store.getStep().step === 'idle') {
        store.notify(fault)
        return cvc.focus()
      }
      store.press(tools, method, cvc.take)
    },
    cancel: () => store?.cancel(tools),
    proceed: () => payment && store?.proceed(tools, payment),
    correct: () => store?.correct(),
    notify: (kind) => store?.notify(kind),
  }
}

/** A page that goes into the browser's memory, or comes back out of it, keeps no code. */
function useClearedWhenLeft(cvc: CvcHandle): void {
  useEffect(() => {
    const clearWhenRestored = (event: PageTransitionEvent) => event.persisted && cvc.clear()
    addEventListener('pagehide', cvc.clear)
    addEventListener('pageshow', clearWhenRestored)
    return () => {
      removeEventListener('pagehide', cvc.clear)
      removeEventListener('pageshow', clearWhenRestored)
    }
  }, [cvc])
}

function useOnceSucceeded(payment: Payment | null, onSucceeded: PaymentFlowOptions['onSucceeded']): void {
  const told = useRef<string | null>(null)
  const listener = useRef(onSucceeded)
  useEffect(() => {
    // Shops pass a new closure at each render; only the latest may be called.
    listener.current = onSucceeded
  })
  useEffect(() => {
    if (payment?.status !== 'succeeded' || told.current === payment.id) return
    told.current = payment.id
    listener.current?.(payment)
  }, [payment])
}
