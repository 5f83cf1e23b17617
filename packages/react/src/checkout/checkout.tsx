'use client'
import { forwardRef, type ReactNode } from 'react'
import { CvcField } from '../cvc/cvc-field.tsx'
import type { FlowState } from '../flow/flow-view.ts'
import { NewCardButtonInCheckout } from '../pay/new-card-button-in-checkout.tsx'
import { SavedCardButtonInCheckout } from '../pay/saved-card-button-in-checkout.tsx'
import { Part, type PartProps } from '../primitives/part.tsx'
import { useCardfile } from '../provider/cardfile-context.ts'
import { CheckoutContext } from '../state/checkout-context.ts'
import { useCheckoutState } from '../state/use-checkout-state.ts'
import type { PaymentFlowOptions } from '../state/use-payment-flow.ts'
import { PaymentStatus } from '../status/payment-status.tsx'
import { ReplaceCardChoice } from './replace-card-choice.tsx'
import { SaveCardConsent } from './save-card-consent.tsx'
import { SavedCardPicker } from './saved-card-picker.tsx'

export type CheckoutProps = PartProps<'div', FlowState | 'loading' | 'unavailable'> &
  PaymentFlowOptions & {
    /** The shop's id of the checkout. */
    readonly checkoutId: string
    /** The parts in the shop's own order and layout. Default: all parts. */
    readonly children?: ReactNode
  }

/**
 * The drop-in checkout: choose a card, enter a CVC, agree to saving, pay, and see the outcome. Resumes after a reload, in a
 * second tab and on the return from the gateway.
 */
export const Checkout = forwardRef<HTMLDivElement, CheckoutProps>(function Checkout(
  { checkoutId, onSucceeded, children, render, ...rest },
  ref,
) {
  const { locale, direction } = useCardfile('<Checkout>')
  const checkoutState = useCheckoutState(checkoutId, { onSucceeded })
  const { checkout, result, state } = checkoutState
  const isLoading = result.status === 'loading'
  return (
    <CheckoutContext.Provider value={checkoutState}>
      <Part
        lang={locale}
        dir={direction}
        {...rest}
        tag="div"
        part="checkout"
        state={checkout === null ? result.status : state}
        partRef={ref}
        render={render}
        aria-busy={isLoading}
      >
        {children ?? (
          <>
            {isLoading ? (
              <div data-cardfile="skeleton" />
            ) : (
              <>
                <SavedCardPicker />
                <CvcField />
                <SaveCardConsent />
                <ReplaceCardChoice />
                <SavedCardButtonInCheckout />
                <NewCardButtonInCheckout />
              </>
            )}
            <PaymentStatus />
          </>
        )}
      </Part>
    </CheckoutContext.Provider>
  )
})
