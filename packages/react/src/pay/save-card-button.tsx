'use client'
import { forwardRef } from 'react'
import { useCheckoutContext } from '../checkout/checkout-context.ts'
import { PayButton, type PayButtonAttributes } from './pay-button.tsx'

export type SaveCardButtonProps = PayButtonAttributes

/**
 * Pays with a new card, on the gateway's page, and saves it there when the consent box is ticked. Renders nothing while
 * a saved card is selected.
 */
export const SaveCardButton = forwardRef<HTMLButtonElement, SaveCardButtonProps>(function SaveCardButton(props, ref) {
  const checkout = useCheckoutContext('<SaveCardButton>')
  if (checkout.card !== null || !checkout.isOpen) return null
  return <PayButton {...props} ref={ref} part="save-card-button" checkout={checkout} />
})
