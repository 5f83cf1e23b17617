'use client'
import { forwardRef } from 'react'
import { useCheckoutContext } from '../state/checkout-context.ts'
import { PayButton, type PayButtonAttributes } from './pay-button.tsx'

// Separate from the buttons that work alone, so that a bundle with `Checkout` does not contain those.

/** Pays with the selected saved card. Renders nothing while a new one is selected. */
export const SavedCardButtonInCheckout = forwardRef<HTMLButtonElement, PayButtonAttributes>(
  function SavedCardButtonInCheckout(props, ref) {
    const checkout = useCheckoutContext('<PayWithSavedCardButton>')
    if (checkout.card === null || !checkout.isOpen) return null
    return <PayButton {...props} ref={ref} part="pay-with-saved-card-button" checkout={checkout} />
  },
)
