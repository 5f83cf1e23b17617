'use client'
import { forwardRef } from 'react'
import type { FlowState } from '../flow/payment-flow.ts'
import { Part, type PartProps } from '../part/part.tsx'
import { useCheckoutContext } from './checkout-context.ts'

export type SaveCardConsentProps = PartProps<'label', FlowState>

/**
 * The box that lets the shop keep the card. Never ticked in advance; the words are the backend's, and ticking it is
 * agreeing to that version of them. Shown while a new card is what will be paid with.
 */
export const SaveCardConsent = forwardRef<HTMLLabelElement, SaveCardConsentProps>(function SaveCardConsent(
  { render, ...rest },
  ref,
) {
  const { card, checkout, isOpen, mayPay, saving, setSaving, state } = useCheckoutContext('<SaveCardConsent>')
  if (checkout === null || card !== null || !isOpen) return null
  return (
    <Part
      {...rest}
      tag="label"
      part="save-card-consent"
      state={state}
      partRef={ref}
      render={render}
      lang={checkout.consent.locale}
    >
      <input type="checkbox" checked={saving} onChange={(event) => mayPay && setSaving(event.target.checked)} />
      <span dir="auto">{checkout.consent.text}</span>
    </Part>
  )
})
