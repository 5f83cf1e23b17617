'use client'
import { forwardRef } from 'react'
import { useCheckoutContext } from '../checkout/checkout-context.ts'
import { PayButton, type PayButtonAttributes } from './pay-button.tsx'

// Apart from the buttons that also work alone, so that a bundle with the assembled checkout holds nothing of those.

/** Pays with the saved card that is selected. */
export const SavedCardButtonInCheckout = forwardRef<HTMLButtonElement, PayButtonAttributes>(
  function SavedCardButtonInCheckout(props, ref) {
    const checkout = useCheckoutContext('<PayWithSavedCardButton>')
    if (checkout.card === null || !checkout.isOpen) return null
    return <PayButton {...props} ref={ref} part="pay-with-saved-card-button" checkout={checkout} />
  },
)
