'use client'
import type { Checkout, Payment, SavedCard } from '@cardfile/contract'
import { createContext, useContext, useState } from 'react'
import { usePaymentFlow, type PaymentFlow, type PaymentFlowOptions } from '../flow/use-payment-flow.ts'
import { agingCard, newCard, selectionOf, type Choice } from './selection.ts'

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
    throw new Error(
      `${part} found no checkout. Wrap it in <Checkout checkoutId="…">, with the parts that belong to it.`,
    )
  }
  return context
}

/** Makes what the parts of a checkout share. `initialChoice` of null is the customer's default card. */
export function useCheckoutParts(
  checkoutId: string | null,
  options: PaymentFlowOptions,
  initialChoice: string | null = null,
): CheckoutContextValue {
  const flow = usePaymentFlow(checkoutId, options)
  const [choice, choose] = useState<Choice | null>(
    initialChoice === null ? null : { selected: initialChoice, paymentId: null },
  )
  // What was agreed to and not a boolean: to other words, or for another purchase, nobody has agreed yet.
  const [agreedTo, agreeTo] = useState<string | null>(null)
  const [replaces, replace] = useState<string | null>(null)

  const checkout = flow.result.status === 'ready' ? flow.result.checkout : null
  const payment = flow.result.status === 'ready' ? flow.result.payment : null
  const selected = selectionOf(checkout?.cards ?? [], choice, payment)
  const card = checkout?.cards.find(({ id }) => id === selected) ?? null
  const consent = checkout?.consent
  const terms = checkout && `${checkout.checkoutId} ${checkout.consent.version}`
  const saving = terms !== null && agreedTo === terms
  const aging = agingCard(checkout?.cards ?? [])
  const replacing = saving && aging !== null && replaces === aging.id

  return {
    ...flow,
    checkout,
    payment,
    card,
    select: (id) => choose({ selected: id, paymentId: payment?.id ?? null }),
    saving,
    setSaving: (on) => agreeTo(on ? terms : null),
    aging,
    replacing,
    setReplacing: (on) => replace(on && aging ? aging.id : null),
    pay() {
      if (selected !== newCard) return flow.press({ type: 'saved-card', cardId: selected })
      const save = saving && consent ? { consentVersion: consent.version, locale: consent.locale } : null
      flow.press({ type: 'new-card', save: save && replacing ? { ...save, replaces: aging.id } : save })
    },
  }
}
