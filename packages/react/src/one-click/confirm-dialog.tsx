'use client'
import { useEffect, useId, useRef, type ReactElement } from 'react'
import { ReplaceCardChoice } from '../checkout/replace-card-choice.tsx'
import { SaveCardConsent } from '../checkout/save-card-consent.tsx'
import { SavedCardPicker } from '../checkout/saved-card-picker.tsx'
import { CvcField } from '../cvc/cvc-field.tsx'
import { commonEn } from '../messages/en-common.ts'
import { PayButton } from '../pay/pay-button.tsx'
import { useMessages } from '../provider/use-messages.ts'
import { useCheckoutContext } from '../state/checkout-context.ts'
import { PaymentStatus } from '../status/payment-status.tsx'

interface ConfirmDialogProps {
  readonly onClosed: () => void
}

/** Shows the purchase, its price and the card, and pays. Closes itself once there is nothing left to decide. */
export function ConfirmDialog({ onClosed }: ConfirmDialogProps): ReactElement {
  const flow = useCheckoutContext('<ConfirmDialog>')
  const { messages, money } = useMessages('common', commonEn, '<ConfirmDialog>')
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const { checkout, isOpen } = flow

  useEffect(() => {
    const element = dialog.current
    if (element === null) return
    if (!isOpen) element.close()
    else if (!element.open) element.showModal()
  }, [isOpen])

  return (
    <dialog ref={dialog} data-cardfile="dialog" data-state={flow.state} aria-labelledby={titleId} onClose={onClosed}>
      <h2 id={titleId}>
        {checkout?.description} <strong>{checkout && money(checkout.amount)}</strong>
      </h2>
      <SavedCardPicker />
      <CvcField />
      <SaveCardConsent />
      <ReplaceCardChoice />
      <PayButton
        part={flow.card === null ? 'save-card-button' : 'pay-with-saved-card-button'}
        checkout={flow}
        savesCard={flow.card === null && flow.saving}
      />
      <PaymentStatus />
      <button type="button" data-cardfile="dismiss" onClick={() => dialog.current?.close()}>
        {messages.cancel}
      </button>
    </dialog>
  )
}
