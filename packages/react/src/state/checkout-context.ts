'use client'
import type { Checkout, Payment, SavedCard } from '@cardfile/contract'
import { createContext, useContext } from 'react'
import type { PaymentFlow } from './use-payment-flow.ts'

/** The state that the parts of one checkout share. */
export interface CheckoutContextValue extends PaymentFlow {
  /** Null while it is loading or unavailable. */
  readonly checkout: Checkout | null
  readonly payment: Payment | null
  /** The saved card that will be charged; null when the customer pays with a new one. */
  readonly card: SavedCard | null
  /** Selects a saved card by id, or `new-card`. */
  readonly select: (choice: string) => void
  /** Whether the customer agreed to the current consent text. */
  readonly saving: boolean
  readonly setSaving: (saving: boolean) => void
  /** The expired or expiring card that a new card would replace. */
  readonly aging: SavedCard | null
  /** Whether the card that is about to be saved replaces `aging`. */
  readonly replacing: boolean
  readonly setReplacing: (replacing: boolean) => void
  /** Pays with the selected method. */
  readonly pay: () => void
}

export const CheckoutContext = createContext<CheckoutContextValue | null>(null)

/** The checkout around a part. Throws a sentence that names the part where there is none. */
export function useCheckoutContext(part: string): CheckoutContextValue {
  const context = useContext(CheckoutContext)
  if (context === null) {
    throw new Error(`Wrap ${part} in <Checkout>.`)
  }
  return context
}
