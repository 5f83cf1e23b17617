'use client'
import { forwardRef } from 'react'
import type { PayButtonAttributes } from '../pay/pay-button.tsx'
import { SavedCardButtonInCheckout } from '../pay/saved-card-button-in-checkout.tsx'
import type { PaymentFlowOptions } from '../state/use-payment-flow.ts'
import { OneClickButton } from './one-click-button.tsx'

/** Inside a `<Checkout>`, which has the checkout. */
interface InCheckout {
  readonly checkoutId?: never
  readonly createCheckout?: never
  readonly confirm?: never
  readonly onSucceeded?: never
}

/** Alone on a page, for an existing checkout. */
interface ForCheckout extends PaymentFlowOptions {
  /** The shop's id of the checkout. */
  readonly checkoutId: string
  readonly createCheckout?: never
  /**
   * `dialog` (default) reviews the purchase, its price and the card before paying. `none` pays at the press: only for a page
   * that shows all of it itself.
   */
  readonly confirm?: 'dialog' | 'none'
}

/** Alone on a page, for a checkout that the first press creates. Always reviews: before that there is no price to show. */
interface ForPurchase extends PaymentFlowOptions {
  /** Creates the checkout on the shop's backend and resolves with its id. Called once, unless it rejects. */
  readonly createCheckout: () => Promise<string>
  readonly checkoutId?: never
  readonly confirm?: 'dialog'
}

export type PayWithSavedCardButtonProps = PayButtonAttributes & (InCheckout | ForCheckout | ForPurchase)

/**
 * Pays with a saved card. In a `<Checkout>`: the selected one; renders nothing while a new card is selected. Alone, as a
 * one-click button: the customer's default card, with a status of its own. For a customer without a saved card it
 * renders a `SaveCardButton`.
 */
export const PayWithSavedCardButton = forwardRef<HTMLButtonElement, PayWithSavedCardButtonProps>(
  function PayWithSavedCardButton(props, ref) {
    const { checkoutId, createCheckout, confirm = 'dialog', onSucceeded, ...rest } = props
    const source = createCheckout ?? checkoutId
    if (source === undefined) return <SavedCardButtonInCheckout {...rest} ref={ref} />
    return <OneClickButton {...rest} ref={ref} source={source} confirm={confirm} onSucceeded={onSucceeded} />
  },
)
