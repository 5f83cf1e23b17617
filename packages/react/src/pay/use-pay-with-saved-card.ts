'use client'
import { useMemo, type Ref } from 'react'
import { createCvcRef } from '../cvc/cvc-ref.ts'
import { usePaymentFlow, type PaymentFlow, type PaymentFlowOptions } from '../state/use-payment-flow.ts'

/** Result of `usePayWithSavedCard`: the state of the checkout's payment, and the actions on it. */
export interface PayWithSavedCard extends Omit<PaymentFlow, 'payWith' | 'cvcInput'> {
  /** Charges a saved card, by id, once. Ignored while a press is in progress. */
  readonly pay: (cardId: string) => void
  /** The ref of the `<input>` for the CVC. Keep it uncontrolled, without `value`: the press takes the digits from it. */
  readonly cvcRef: Ref<HTMLInputElement>
}

/**
 * Pays a checkout with a saved card. A decline is a state, not an error; nothing here throws.
 *
 * @example
 * const { mayPay, pay, result } = usePayWithSavedCard(checkoutId, { onSucceeded: showReceipt })
 */
export function usePayWithSavedCard(checkoutId: string, options: PaymentFlowOptions = {}): PayWithSavedCard {
  const { payWith, cvcInput, ...flow } = usePaymentFlow(checkoutId, options)
  const cvcRef = useMemo(() => createCvcRef(cvcInput), [cvcInput])
  return { ...flow, cvcRef, pay: (cardId) => payWith({ type: 'saved-card', cardId }) }
}
