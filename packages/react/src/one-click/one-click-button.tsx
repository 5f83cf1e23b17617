'use client'
import { forwardRef, useState } from 'react'
import { cardName } from '../cards/card-name.ts'
import { SaveCardConsent } from '../checkout/save-card-consent.tsx'
import { buttonEn } from '../messages/en-button.ts'
import { PayButton, type PayButtonAttributes } from '../pay/pay-button.tsx'
import { useMessages } from '../provider/use-messages.ts'
import { CheckoutContext, type CheckoutContextValue } from '../state/checkout-context.ts'
import { useCheckoutState } from '../state/use-checkout-state.ts'
import type { PaymentFlowOptions } from '../state/use-payment-flow.ts'
import { PaymentStatus } from '../status/payment-status.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { useCreatedCheckout, type CheckoutSource } from './use-created-checkout.ts'

interface OneClickButtonProps extends PayButtonAttributes, PaymentFlowOptions {
  readonly source: CheckoutSource
  readonly confirm: 'dialog' | 'none'
}

/** A pay button that is a whole checkout by itself: with a review dialog, a consent box for a new card, and a status. */
export const OneClickButton = forwardRef<HTMLButtonElement, OneClickButtonProps>(function OneClickButton(
  { source, confirm, onSucceeded, ...rest },
  ref,
) {
  const { messages, locale, direction } = useMessages('button', buttonEn, '<PayWithSavedCardButton>')
  const [isReviewing, setReviewing] = useState(false)
  const { checkoutId, status, create } = useCreatedCheckout(source)
  const state = useCheckoutState(checkoutId, { onSucceeded })

  const createAndReview = async () => {
    if (await create()) setReviewing(true)
  }
  const context: CheckoutContextValue =
    status === 'failed'
      ? { ...state, result: { status: 'unavailable', problem: null, retry: () => void createAndReview() } }
      : state
  const { checkout, card, isOpen, result } = context
  const isPurchase = typeof source !== 'string'
  const isStart = status === 'idle' || status === 'failed'
  const payingWithNewCard = !isPurchase && checkout !== null && card === null
  const reviews = isPurchase || (confirm === 'dialog' && card !== null)
  return (
    <CheckoutContext.Provider value={context}>
      <div
        data-cardfile="one-click"
        data-state={checkout === null ? result.status : context.state}
        lang={locale}
        dir={direction}
      >
        {payingWithNewCard && <SaveCardConsent />}
        {isReviewing && checkout !== null && <ConfirmDialog onClosed={() => setReviewing(false)} />}
        {(isStart || (isOpen && result.status !== 'unavailable')) && (
          <PayButton
            {...rest}
            ref={ref}
            part={payingWithNewCard ? 'save-card-button' : 'pay-with-saved-card-button'}
            checkout={context}
            cardName={card === null ? undefined : cardName(card, messages, direction)}
            savesCard={payingWithNewCard && context.saving}
            isStart={isStart}
            onPress={isStart ? () => void createAndReview() : reviews ? () => setReviewing(true) : undefined}
          />
        )}
        <PaymentStatus />
      </div>
    </CheckoutContext.Provider>
  )
})
