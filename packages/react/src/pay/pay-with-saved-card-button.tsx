'use client'
import { forwardRef } from 'react'
import type { PaymentFlowOptions } from '../flow/use-payment-flow.ts'
import { SavedCardButtonInCheckout } from './saved-card-button-in-checkout.tsx'
import { OneClickButton } from './one-click-button.tsx'
import type { PayButtonAttributes } from './pay-button.tsx'

/** Between the other parts of a `<Checkout>`, which knows what is paid. */
interface InCheckout {
  readonly checkoutId?: never
  readonly createCheckout?: never
  readonly confirm?: never
  readonly onSucceeded?: never
}

/** Alone on a page, for a checkout that exists. */
interface ForCheckout extends PaymentFlowOptions {
  /** The shop's name for what is to be paid. */
  readonly checkoutId: string
  readonly createCheckout?: never
  /**
   * `dialog` (default) shows what is bought, for how much and with which card, before anything is paid. `none` pays at
   * the press: only for a page that shows all of it itself.
   */
  readonly confirm?: 'dialog' | 'none'
}

/** Alone on a page, for a checkout that is made at the first press. It always asks first: until then there is no price to show. */
interface ForPurchase extends PaymentFlowOptions {
  /** Makes the checkout on the shop's backend and resolves with its id. Called once. */
  readonly createCheckout: () => Promise<string>
  readonly checkoutId?: never
  readonly confirm?: 'dialog'
}

export type PayWithSavedCardButtonProps = PayButtonAttributes & (InCheckout | ForCheckout | ForPurchase)

/**
 * Pays with a saved card: the one that is selected in the `<Checkout>` around it, where it renders nothing while a new
 * card is; or alone, as a one-click button, the customer's default card. Alone it brings its own status line, and a
 * customer without a saved card gets what `SaveCardButton` shows.
 */
export const PayWithSavedCardButton = forwardRef<HTMLButtonElement, PayWithSavedCardButtonProps>(
  function PayWithSavedCardButton(props, ref) {
    const { checkoutId, createCheckout, confirm = 'dialog', onSucceeded, ...rest } = props
    const source = createCheckout ?? checkoutId
    if (source === undefined) return <SavedCardButtonInCheckout {...rest} ref={ref} />
    return <OneClickButton {...rest} ref={ref} source={source} confirm={confirm} onSucceeded={onSucceeded} />
  },
)
