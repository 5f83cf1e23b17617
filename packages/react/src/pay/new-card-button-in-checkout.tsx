'use client'
import { forwardRef } from 'react'
import { useCheckoutContext } from '../checkout/checkout-context.ts'
import { PayButton, type PayButtonAttributes } from './pay-button.tsx'

// Apart from the buttons that also work alone, so that a bundle with the assembled checkout holds nothing of those.

/** Pays with a new card, while that is selected. */
export const NewCardButtonInCheckout = forwardRef<HTMLButtonElement, PayButtonAttributes>(
  function NewCardButtonInCheckout(props, ref) {
    const checkout = useCheckoutContext('<SaveCardButton>')
    if (checkout.card !== null || !checkout.isOpen || checkout.result.status === 'unavailable') return null
    return <PayButton {...props} ref={ref} part="save-card-button" checkout={checkout} savesCard={checkout.saving} />
  },
)
