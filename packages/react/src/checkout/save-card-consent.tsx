'use client'
import { forwardRef } from 'react'
import type { FlowState } from '../flow/flow-view.ts'
import { Part, type PartProps } from '../primitives/part.tsx'
import { useCheckoutContext } from '../state/checkout-context.ts'

export type SaveCardConsentProps = PartProps<'label', FlowState>

/**
 * The consent checkbox for saving the card. Never ticked in advance. The text is the backend's, and the consent is to that
 * version of it. Shown while a new card is selected.
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
