'use client'
import { useState } from 'react'
import type { CheckoutContextValue } from './checkout-context.ts'
import { agingCard, newCard, selectionOf, type Choice } from './selection.ts'
import { usePaymentFlow, type PaymentFlowOptions } from './use-payment-flow.ts'

/** Creates the state that the parts of a checkout share. An `initialChoice` of null selects the customer's default card. */
export function useCheckoutState(
  checkoutId: string | null,
  options: PaymentFlowOptions,
  initialChoice: string | null = null,
): CheckoutContextValue {
  const flow = usePaymentFlow(checkoutId, options)
  const [choice, setChoice] = useState<Choice | null>(
    initialChoice === null ? null : { selected: initialChoice, paymentId: null },
  )
  // The text's version and not a boolean: consent never carries over to another text or another checkout.
  const [agreedTerms, setAgreedTerms] = useState<string | null>(null)
  const [replacedId, setReplacedId] = useState<string | null>(null)

  const checkout = flow.result.status === 'ready' ? flow.result.checkout : null
  const payment = flow.result.status === 'ready' ? flow.result.payment : null
  const selected = selectionOf(checkout?.cards ?? [], choice, payment)
  const card = checkout?.cards.find(({ id }) => id === selected) ?? null
  const consent = checkout?.consent
  const terms = checkout && `${checkout.checkoutId} ${checkout.consent.version}`
  const saving = terms !== null && agreedTerms === terms
  const aging = agingCard(checkout?.cards ?? [])
  const replacing = saving && aging !== null && replacedId === aging.id

  return {
    ...flow,
    checkout,
    payment,
    card,
    select: (id) => setChoice({ selected: id, paymentId: payment?.id ?? null }),
    saving,
    setSaving: (on) => setAgreedTerms(on ? terms : null),
    aging,
    replacing,
    setReplacing: (on) => setReplacedId(on && aging ? aging.id : null),
    pay() {
      if (selected !== newCard) return flow.payWith({ type: 'saved-card', cardId: selected })
      const save = saving && consent ? { consentVersion: consent.version, locale: consent.locale } : null
      flow.payWith({ type: 'new-card', save: save && replacing ? { ...save, replaces: aging.id } : save })
    },
  }
}
