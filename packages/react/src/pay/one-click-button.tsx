'use client'
import { forwardRef, useRef, useState, type ComponentType } from 'react'
import { cardName } from '../cards/card-name.ts'
import { CheckoutContext, useCheckoutParts, type CheckoutContextValue } from '../checkout/checkout-context.ts'
import { SaveCardConsent } from '../checkout/save-card-consent.tsx'
import type { PaymentFlowOptions } from '../flow/use-payment-flow.ts'
import { buttonEn, cardEn } from '../messages/en.ts'
import { useCardfile } from '../provider/cardfile-context.ts'
import { useWords } from '../provider/use-words.ts'
import { PaymentStatus } from '../status/payment-status.tsx'
import type { ConfirmDialogProps } from './confirm-dialog.tsx'
import { PayButton, type PayButtonAttributes } from './pay-button.tsx'

interface OneClickButtonProps extends PayButtonAttributes, PaymentFlowOptions {
  /** A checkout, or how to make one. */
  readonly source: string | (() => Promise<string>)
  readonly confirm: 'dialog' | 'none'
}

type Creation =
  | { readonly is: 'idle' | 'creating' | 'failed' }
  | { readonly is: 'created'; readonly checkoutId: string }

/** A pay button that is a whole checkout by itself. */
export const OneClickButton = forwardRef<HTMLButtonElement, OneClickButtonProps>(function OneClickButton(
  { source, confirm, onSucceeded, ...rest },
  ref,
) {
  const part = '<PayWithSavedCardButton>'
  const { locale, direction } = useCardfile(part)
  const { words } = useWords('button', buttonEn, part)
  const { words: cardWords } = useWords('card', cardEn, part)
  const [creation, setCreation] = useState<Creation>({ is: 'idle' })
  const isCreating = useRef(false)
  const [Dialog, setDialog] = useState<ComponentType<ConfirmDialogProps> | null>(null)

  const checkoutId = typeof source === 'string' ? source : creation.is === 'created' ? creation.checkoutId : null
  const flow = useCheckoutParts(checkoutId, { onSucceeded })
  const { checkout, card, isOpen, result } = flow

  const review = () =>
    void import('./confirm-dialog.tsx').then(
      (module) => setDialog(() => module.ConfirmDialog),
      () => flow.notify('unreachable'),
    )
  const create = async () => {
    if (typeof source === 'string' || isCreating.current) return
    isCreating.current = true
    setCreation({ is: 'creating' })
    try {
      setCreation({ is: 'created', checkoutId: await source() })
      review()
    } catch {
      isCreating.current = false
      setCreation({ is: 'failed' })
    }
  }
  const parts: CheckoutContextValue =
    creation.is === 'failed'
      ? { ...flow, result: { status: 'unavailable', problem: null, retry: () => void create() } }
      : flow

  const isPurchase = typeof source !== 'string'
  const isUnused = isPurchase && (creation.is === 'idle' || creation.is === 'failed')
  const usesDialog = isPurchase || confirm === 'dialog'
  return (
    <CheckoutContext.Provider value={parts}>
      <div
        data-cardfile="one-click"
        data-state={checkout === null ? result.status : flow.state}
        lang={locale}
        dir={direction}
      >
        {isUnused ? (
          <button
            {...rest}
            ref={ref}
            type="button"
            data-cardfile="pay-with-saved-card-button"
            data-state="ready"
            onClick={() => void create()}
          >
            {words.buyNow}
          </button>
        ) : (
          isOpen &&
          result.status !== 'unavailable' && (
            <>
              {!isPurchase && <SaveCardConsent />}
              <PayButton
                {...rest}
                ref={ref}
                part={checkout !== null && card === null ? 'save-card-button' : 'pay-with-saved-card-button'}
                checkout={flow}
                {...(card !== null && { cardName: cardName(card, cardWords, direction) })}
                onPress={usesDialog && (card !== null || isPurchase) ? review : undefined}
              />
            </>
          )
        )}
        <PaymentStatus />
        {Dialog !== null && checkout !== null && <Dialog onClosed={() => setDialog(null)} />}
      </div>
    </CheckoutContext.Provider>
  )
})
