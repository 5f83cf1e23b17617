'use client'
import type { PayBody, Payment } from '@cardfile/contract'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { idle } from '../flow/flow-step.ts'
import { getFlowStore, type FlowStore } from '../flow/flow-store.ts'
import { toFlowView, type FlowView } from '../flow/flow-view.ts'
import { useCardfile } from '../provider/cardfile-context.ts'
import type { CvcInputSlot } from './cvc-input.ts'
import { useCheckout, type CheckoutResult } from './use-checkout.ts'

/** Options of the pay hooks and of the parts that work alone. */
export interface PaymentFlowOptions {
  /** Called when the checkout is paid: once per payment, also when the customer returns from the gateway to a paid one. */
  readonly onSucceeded?: ((payment: Payment) => void) | undefined
}

/** A checkout, the work in progress on it, and the possible actions. */
export interface PaymentFlow extends FlowView {
  readonly result: CheckoutResult
  /** Pays with a method, once, at the price that is shown. Ignored while anything is in progress. */
  readonly payWith: (method: PayBody['method']) => void
  /** Cancels an open hosted payment, so that the customer can pay another way. */
  readonly cancel: () => void
  /** Continues an open hosted payment on the gateway's page. */
  readonly proceed: () => void
  /** Clears a notice about the CVC once the customer corrects it. */
  readonly clearNotice: () => void
  /** Filled by the input for the CVC while it is mounted. */
  readonly cvcInput: CvcInputSlot
}

const noStore: Pick<FlowStore, 'getStep' | 'subscribe'> = { getStep: () => idle, subscribe: () => () => {} }
const getServerStep = () => idle

/** Connects React to the flow of one checkout. A `checkoutId` of null is a checkout that does not exist yet. */
export function usePaymentFlow(checkoutId: string | null, { onSucceeded }: PaymentFlowOptions): PaymentFlow {
  const dependencies = useCardfile('a pay hook or part')
  const result = useCheckout(checkoutId)
  const [cvcInput] = useState<CvcInputSlot>(() => ({ current: null }))
  const checkout = result.status === 'ready' ? result.checkout : null
  const payment = result.status === 'ready' ? result.payment : null
  const store = checkoutId === null ? null : getFlowStore(dependencies.queryClient, checkoutId)
  const { subscribe, getStep } = store ?? noStore
  const step = useSyncExternalStore(subscribe, getStep, getServerStep)
  useOnceSucceeded(payment, onSucceeded)

  return {
    ...toFlowView(step, payment),
    result,
    cvcInput,
    payWith(method) {
      if (store === null || checkout === null) return
      const card = method.type === 'saved-card' && checkout.cards.find(({ id }) => id === method.cardId)
      const input = cvcInput.current
      const fault = card ? input?.fault(card) : null
      if (fault && store.getStep().step === 'idle') {
        store.notify(fault)
        return input?.focus()
      }
      // The quote of this render: the customer pays the price on the button, whatever has been read since.
      store.pay(dependencies, checkout.quote, method, () => input?.take() ?? '')
    },
    cancel: () => store?.cancel(dependencies),
    proceed: () => payment && store?.proceed(dependencies, payment),
    clearNotice: () => store?.clearNotice(),
  }
}

function useOnceSucceeded(payment: Payment | null, onSucceeded: PaymentFlowOptions['onSucceeded']): void {
  const reported = useRef<string | null>(null)
  const listener = useRef(onSucceeded)
  useEffect(() => {
    // Shops pass a new closure at each render; only the latest may be called.
    listener.current = onSucceeded
  })
  useEffect(() => {
    if (payment?.status !== 'succeeded' || reported.current === payment.id) return
    reported.current = payment.id
    listener.current?.(payment)
  }, [payment])
}
