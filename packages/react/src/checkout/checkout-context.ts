'use client'
import type { Checkout, Payment, SavedCard } from '@cardfile/contract'
import { createContext, useContext } from 'react'
import type { PaymentFlow } from '../flow/use-payment-flow.ts'

/** What the parts of one checkout share. */
export interface CheckoutContextValue extends PaymentFlow {
  /** Null while it is loading, and when it cannot be had. */
  readonly checkout: Checkout | null
  readonly payment: Payment | null
  /** The saved card that will be charged; null when a new one will be typed at the gateway. */
  readonly card: SavedCard | null
  /** Chooses a saved card by id, or `new-card`. */
  readonly select: (choice: string) => void
  /** Whether the customer agreed to the consent text as it stands. */
  readonly saving: boolean
  readonly setSaving: (saving: boolean) => void
  /** The saved card that a new one would best take the place of: one that has expired, or is about to. */
  readonly aging: SavedCard | null
  /** Whether the customer wants it replaced by the card that is about to be saved. */
  readonly replacing: boolean
  readonly setReplacing: (replacing: boolean) => void
  /** Pays in the way that is selected. */
  readonly pay: () => void
}

export const CheckoutContext = createContext<CheckoutContextValue | null>(null)

/** The checkout around a part. */
export function useCheckoutContext(part: string): CheckoutContextValue {
  const context = useContext(CheckoutContext)
  if (context === null) {
    throw new Error(`Wrap ${part} in <Checkout>.`)
  }
  return context
}
