'use client'
import type { PayBody, Payment } from '@cardfile/contract'
import { useEffect, useRef, useState } from 'react'
import { useFollowedCheckout, type CheckoutResult } from '../checkout/use-checkout.ts'
import type { CodeSlot } from '../cvc/code-slot.ts'
import { useCardfile } from '../provider/cardfile-context.ts'
import { viewOf, type FlowView, type NoticeKind } from './payment-flow.ts'
import { useFlowStore } from './use-flow-store.ts'

/** What the pay hooks and the assembled checkout listen to. */
export interface PaymentFlowOptions {
  /** The checkout is paid. Called once for a payment, also when the customer comes back from the gateway to a paid one. */
  readonly onSucceeded?: ((payment: Payment) => void) | undefined
}

/** A checkout, what is being done about it, and what can be. */
export interface PaymentFlow extends FlowView {
  readonly result: CheckoutResult
  /** Pays in the given way, once, unless something is already under way: the price of that quote, or else the current one. */
  readonly press: (method: PayBody['method'], quote?: string) => void
  /** Gives an open hosted payment up, so that another way can be chosen. */
  readonly cancel: () => void
  /** Goes on to the gateway's page of an open hosted payment. */
  readonly proceed: () => void
  /** Says why a press led nowhere. */
  readonly notify: (kind: NoticeKind) => void
  /** Takes back a complaint about the security code once it is mended. */
  readonly correct: () => void
  /** Where the input for the security code announces itself. */
  readonly code: CodeSlot
}

/** The seam between React and the flow of one checkout. A `checkoutId` of null is a checkout that does not exist yet. */
export function usePaymentFlow(
  checkoutId: string | null,
  { onSucceeded }: PaymentFlowOptions,
  refetchOnMount?: boolean,
): PaymentFlow {
  const tools = useCardfile('a pay hook or part')
  const result = useFollowedCheckout(checkoutId, refetchOnMount)
  const [code] = useState<CodeSlot>(() => ({ field: null }))
  const checkout = result.status === 'ready' ? result.checkout : null
  const payment = result.status === 'ready' ? result.payment : null
  const { store: current, step, act } = useFlowStore(checkoutId, payment, result.status === 'loading')
  useOnceSucceeded(payment, onSucceeded)

  return {
    ...viewOf(step, payment),
    result,
    code,
    press(method, quote = checkout?.quote) {
      if (checkout === null || quote === undefined) return
      act('paying', (store) => {
        const card = method.type === 'saved-card' && checkout.cards.find(({ id }) => id === method.cardId)
        const { field } = code
        const fault = card ? field?.fault(card) : null
        if (fault && store.getStep().step === 'idle') {
          store.notify(fault)
          return field?.focus()
        }
        // With the price that was on the button at the press, whatever has been read since.
        store.press(tools, quote, method, () => field?.take() ?? '')
      })
    },
    cancel: () => act('cancelling', (store) => store.cancel(tools)),
    proceed: () => payment && act('leaving', (store) => store.proceed(tools, payment)),
    notify: (kind) => act('paying', (store) => store.notify(kind)),
    correct: () => current?.correct(),
  }
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
