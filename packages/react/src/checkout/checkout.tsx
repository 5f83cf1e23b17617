'use client'
import { forwardRef, type ReactNode } from 'react'
import { CvcField } from '../cvc/cvc-field.tsx'
import type { FlowState } from '../flow/payment-flow.ts'
import type { PaymentFlowOptions } from '../flow/use-payment-flow.ts'
import { NewCardButtonInCheckout } from '../pay/new-card-button-in-checkout.tsx'
import { SavedCardButtonInCheckout } from '../pay/saved-card-button-in-checkout.tsx'
import { Part, type PartProps } from '../part/part.tsx'
import { useCardfile } from '../provider/cardfile-context.ts'
import { PaymentStatus } from '../status/payment-status.tsx'
import { CheckoutContext } from './checkout-context.ts'
import { useCheckoutParts } from './use-checkout-parts.ts'
import { ReplaceCardChoice } from './replace-card-choice.tsx'
import { SaveCardConsent } from './save-card-consent.tsx'
import { SavedCardPicker } from './saved-card-picker.tsx'

export type CheckoutProps = PartProps<'div', FlowState | 'loading' | 'unavailable'> &
  PaymentFlowOptions & {
    /** The shop's name for what is to be paid. */
    readonly checkoutId: string
    /** The parts in the shop's own order, between whatever else the shop puts there. Default: all parts. */
    readonly children?: ReactNode
  }

/**
 * Everything it takes to have a checkout paid: choose a card, enter a code, agree to saving, press, and see what became
 * of it, also after a reload, in a second tab and on the way back from the gateway.
 */
export const Checkout = forwardRef<HTMLDivElement, CheckoutProps>(function Checkout(
  { checkoutId, onSucceeded, children, render, ...rest },
  ref,
) {
  const { locale, direction } = useCardfile('<Checkout>')
  const parts = useCheckoutParts(checkoutId, { onSucceeded })
  const isLoading = parts.result.status === 'loading'
  return (
    <CheckoutContext.Provider value={parts}>
      <Part
        lang={locale}
        dir={direction}
        {...rest}
        tag="div"
        part="checkout"
        state={parts.checkout === null ? parts.result.status : parts.state}
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
