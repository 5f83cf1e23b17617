'use client'
import type { SavedCard } from '@cardfile/contract'
import { useEffect, useId, useRef, type ReactElement } from 'react'
import { CheckoutContext } from '../state/checkout-context.ts'
import { useCheckoutState } from '../state/use-checkout-state.ts'
import { newCard } from '../state/selection.ts'
import { commonEn } from '../messages/en-common.ts'
import { checkoutEn } from '../messages/en-checkout.ts'
import { managerEn } from '../messages/en-manager.ts'
import { NewCardButtonInCheckout } from '../pay/new-card-button-in-checkout.tsx'
import { useMessages } from '../provider/use-messages.ts'
import { PaymentStatus } from '../status/payment-status.tsx'

interface UpdateCardDialogProps {
  readonly card: SavedCard
  readonly name: string
  /** The checkout that the new card pays. */
  readonly checkoutId: string
  readonly onClosed: () => void
}

/**
 * Replaces a saved card with a new one. The gateway saves a card only with a payment, so the dialog shows its amount and the
 * consent text, which the press accepts: saving the card is its only purpose.
 */
export function UpdateCardDialog({ card, name, checkoutId, onClosed }: UpdateCardDialogProps): ReactElement {
  const part = '<UpdateCardDialog>'
  const { messages, format, money } = useMessages('manager', managerEn, part)
  const { messages: choices } = useMessages('checkout', checkoutEn, part)
  const { messages: common } = useMessages('common', commonEn, part)
  const flow = useCheckoutState(checkoutId, {}, newCard)
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const { checkout, isOpen, state } = flow
  const consent = checkout?.consent

  useEffect(() => {
    if (state === 'succeeded') dialog.current?.close()
    else if (dialog.current?.open === false) dialog.current.showModal()
  }, [state])

  const pay = () =>
    consent &&
    flow.payWith({
      type: 'new-card',
      save: { consentVersion: consent.version, locale: consent.locale, replaces: card.id },
    })
  return (
    <CheckoutContext.Provider value={{ ...flow, saving: true, pay }}>
      <dialog ref={dialog} data-cardfile="dialog" data-state={state} aria-labelledby={titleId} onClose={onClosed}>
        <h3 id={titleId}>{`${messages.update}: ${name}`}</h3>
        {checkout !== null && isOpen && (
          <>
            <p>
              {checkout.description} <strong>{money(checkout.amount)}</strong>
            </p>
            <p>{format(choices.replaces, { card: name })}</p>
            <p lang={checkout.consent.locale} dir="auto">
              {checkout.consent.text}
            </p>
          </>
        )}
        <NewCardButtonInCheckout />
        <PaymentStatus />
        <button type="button" data-cardfile="dismiss" onClick={() => dialog.current?.close()}>
          {common.cancel}
        </button>
      </dialog>
    </CheckoutContext.Provider>
  )
}
