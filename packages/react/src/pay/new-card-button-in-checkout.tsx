'use client'
import { forwardRef } from 'react'
import { useCheckoutContext } from '../state/checkout-context.ts'
import { PayButton, type PayButtonAttributes } from './pay-button.tsx'

// Separate from the buttons that work alone, so that a bundle with `Checkout` does not contain those.

/** Pays with a new card. Renders nothing while a saved card is selected. */
export const NewCardButtonInCheckout = forwardRef<HTMLButtonElement, PayButtonAttributes>(
  function NewCardButtonInCheckout(props, ref) {
    const checkout = useCheckoutContext('<SaveCardButton>')
    if (checkout.card !== null || !checkout.isOpen || checkout.result.status === 'unavailable') return null
    return <PayButton {...props} ref={ref} part="save-card-button" checkout={checkout} savesCard={checkout.saving} />
  },
)
