'use client'
import { forwardRef } from 'react'
import { useCheckoutContext } from '../checkout/checkout-context.ts'
import { PayButton, type PayButtonAttributes } from './pay-button.tsx'

export type PayWithSavedCardButtonProps = PayButtonAttributes

/** Pays with the saved card that is selected. Renders nothing while a new card is. */
export const PayWithSavedCardButton = forwardRef<HTMLButtonElement, PayWithSavedCardButtonProps>(
  function PayWithSavedCardButton(props, ref) {
    const checkout = useCheckoutContext('<PayWithSavedCardButton>')
    if (checkout.card === null || !checkout.isOpen) return null
    return <PayButton {...props} ref={ref} part="pay-with-saved-card-button" checkout={checkout} />
  },
)
