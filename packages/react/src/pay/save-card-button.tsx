'use client'
import { forwardRef } from 'react'
import { CheckoutContext } from '../checkout/checkout-context.ts'
import { useCheckoutParts } from '../checkout/use-checkout-parts.ts'
import { SaveCardConsent } from '../checkout/save-card-consent.tsx'
import { newCard } from '../checkout/selection.ts'
import type { PaymentFlowOptions } from '../flow/use-payment-flow.ts'
import { useCardfile } from '../provider/cardfile-context.ts'
import { PaymentStatus } from '../status/payment-status.tsx'
import { NewCardButtonInCheckout } from './new-card-button-in-checkout.tsx'
import type { PayButtonAttributes } from './pay-button.tsx'

/** Between the other parts of a `<Checkout>`, which knows what is paid. */
interface InCheckout {
  readonly checkoutId?: never
  readonly onSucceeded?: never
}

/** Alone on a page. */
interface ForCheckout extends PaymentFlowOptions {
  /** The shop's name for what is to be paid. */
  readonly checkoutId: string
}

export type SaveCardButtonProps = PayButtonAttributes & (InCheckout | ForCheckout)

/**
 * Pays with a new card, on the gateway's page, and saves it there when the consent box is ticked. In a `<Checkout>` it
 * renders nothing while a saved card is selected; alone it brings its own consent box and status line.
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
  const flow = useCheckoutParts(checkoutId, { onSucceeded }, newCard)
  const state = flow.checkout === null ? flow.result.status : flow.state
  return (
    <CheckoutContext.Provider value={flow}>
      <div data-cardfile="one-click" data-state={state} lang={locale} dir={direction}>
        <SaveCardConsent />
        <NewCardButtonInCheckout {...rest} ref={ref} />
        <PaymentStatus />
      </div>
    </CheckoutContext.Provider>
  )
})
