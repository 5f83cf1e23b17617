'use client'
import { forwardRef } from 'react'
import { SaveCardConsent } from '../checkout/save-card-consent.tsx'
import { NewCardButtonInCheckout } from '../pay/new-card-button-in-checkout.tsx'
import type { PayButtonAttributes } from '../pay/pay-button.tsx'
import { useCardfile } from '../provider/cardfile-context.ts'
import { CheckoutContext } from '../state/checkout-context.ts'
import { newCard } from '../state/selection.ts'
import { useCheckoutState } from '../state/use-checkout-state.ts'
import type { PaymentFlowOptions } from '../state/use-payment-flow.ts'
import { PaymentStatus } from '../status/payment-status.tsx'

/** Inside a `<Checkout>`, which has the checkout. */
interface InCheckout {
  readonly checkoutId?: never
  readonly onSucceeded?: never
}

/** Alone on a page. */
interface ForCheckout extends PaymentFlowOptions {
  /** The shop's id of the checkout. */
  readonly checkoutId: string
}

export type SaveCardButtonProps = PayButtonAttributes & (InCheckout | ForCheckout)

/**
 * Pays with a new card on the gateway's page, and saves the card when the consent box is ticked. In a `<Checkout>` it renders
 * nothing while a saved card is selected; alone it has its own consent box and status.
 */
export const SaveCardButton = forwardRef<HTMLButtonElement, SaveCardButtonProps>(function SaveCardButton(props, ref) {
  const { checkoutId, onSucceeded, ...rest } = props
  if (checkoutId === undefined) return <NewCardButtonInCheckout {...rest} ref={ref} />
  return <ButtonAlone {...rest} ref={ref} checkoutId={checkoutId} onSucceeded={onSucceeded} />
})

const ButtonAlone = forwardRef<HTMLButtonElement, PayButtonAttributes & ForCheckout>(function ButtonAlone(
  { checkoutId, onSucceeded, ...rest },
  ref,
) {
  const { locale, direction } = useCardfile('<SaveCardButton>')
  const checkoutState = useCheckoutState(checkoutId, { onSucceeded }, newCard)
  const { checkout, result, state } = checkoutState
  return (
    <CheckoutContext.Provider value={checkoutState}>
      <div
        data-cardfile="one-click"
        data-state={checkout === null ? result.status : state}
        lang={locale}
        dir={direction}
      >
        <SaveCardConsent />
        <NewCardButtonInCheckout {...rest} ref={ref} />
        <PaymentStatus />
      </div>
    </CheckoutContext.Provider>
  )
})
