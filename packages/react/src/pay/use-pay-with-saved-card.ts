'use client'
import { useMemo, type Ref } from 'react'
import { codeRef } from '../cvc/code-field.ts'
import { usePaymentFlow, type PaymentFlow, type PaymentFlowOptions } from '../flow/use-payment-flow.ts'

/** What `usePayWithSavedCard` answers: the state of the checkout's payment, and what can be done about it. */
export interface PayWithSavedCard extends Omit<PaymentFlow, 'press' | 'notify' | 'code'> {
  /** Charges a saved card, once. A press while another is under way does nothing. */
  readonly pay: (cardId: string) => void
  /** Goes on the `<input>` for the security code, which must have no `value`: the digits are taken from it at the press. */
  readonly cvcRef: Ref<HTMLInputElement>
}

/**
 * Pays a checkout with a saved card. A decline is a state like any other; nothing here throws.
 *
 * @example
 * const { mayPay, pay, result } = usePayWithSavedCard(checkoutId, { onSucceeded: showReceipt })
 */
export function usePayWithSavedCard(checkoutId: string, options: PaymentFlowOptions = {}): PayWithSavedCard {
  const { press, notify: _, code, ...flow } = usePaymentFlow(checkoutId, options)
  const cvcRef = useMemo(() => codeRef(code), [code])
  return { ...flow, cvcRef, pay: (cardId) => press({ type: 'saved-card', cardId }) }
}
