'use client'
import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { useCheckoutContext } from './checkout-context.ts'

export type SaveCardConsentProps = Omit<ComponentPropsWithoutRef<'label'>, 'children'>

/**
 * The box that lets the shop keep the card. Never ticked in advance; the words are the backend's, and ticking it is
 * agreeing to that version of them. Shown while a new card is what will be paid with.
 */
export const SaveCardConsent = forwardRef<HTMLLabelElement, SaveCardConsentProps>(function SaveCardConsent(props, ref) {
  const { card, checkout, isOpen, mayPay, saving, setSaving, state } = useCheckoutContext('<SaveCardConsent>')
  if (checkout === null || card !== null || !isOpen) return null
  return (
    <label {...props} ref={ref} data-cardfile="save-card-consent" data-state={state} lang={checkout.consent.locale}>
      <input type="checkbox" checked={saving} onChange={(event) => mayPay && setSaving(event.target.checked)} />
      <span>{checkout.consent.text}</span>
    </label>
  )
})
