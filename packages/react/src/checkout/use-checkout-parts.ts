'use client'
import { useState } from 'react'
import { usePaymentFlow, type PaymentFlowOptions } from '../flow/use-payment-flow.ts'
import type { CheckoutContextValue } from './checkout-context.ts'
import { agingCard, newCard, selectionOf, type Choice } from './selection.ts'

/**
 * Makes what the parts of a checkout share. `initialChoice` of null is the customer's default card. A checkout that another
 * part has read a moment ago is not read again with `refetchOnMount` of false.
 */
export function useCheckoutParts(
  checkoutId: string | null,
  options: PaymentFlowOptions,
  initialChoice: string | null = null,
  refetchOnMount?: boolean,
): CheckoutContextValue {
  const flow = usePaymentFlow(checkoutId, options, refetchOnMount)
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
