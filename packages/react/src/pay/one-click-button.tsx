'use client'
import { forwardRef, useCallback, useRef, useState } from 'react'
import { cardName } from '../cards/card-name.ts'
import { CheckoutContext, useCheckoutParts, type CheckoutContextValue } from '../checkout/checkout-context.ts'
import type { PaymentFlowOptions } from '../flow/use-payment-flow.ts'
import { useWhenIdle } from '../flow/use-when-idle.ts'
import { cardEn } from '../messages/en-button.ts'
import { useWords } from '../provider/use-words.ts'
import { PaymentStatus } from '../status/payment-status.tsx'
import { PayButton, type PayButtonAttributes } from './pay-button.tsx'

interface OneClickButtonProps extends PayButtonAttributes, PaymentFlowOptions {
  /** A checkout, or how to make one. */
  readonly source: string | (() => Promise<string>)
  readonly confirm: 'dialog' | 'none'
}

type Creation =
  | { readonly is: 'idle' | 'creating' | 'failed' }
  | { readonly is: 'created'; readonly checkoutId: string }

const loadParts = () => import('./one-click-parts.ts')
type Parts = Awaited<ReturnType<typeof loadParts>>

/** A pay button that is a whole checkout by itself. */
export const OneClickButton = forwardRef<HTMLButtonElement, OneClickButtonProps>(function OneClickButton(
  { source, confirm, onSucceeded, ...rest },
  ref,
) {
  const part = '<PayWithSavedCardButton>'
  const { words: cardWords, locale, direction } = useWords('card', cardEn, part)
  const [creation, setCreation] = useState<Creation>({ is: 'idle' })
  const isCreating = useRef(false)
  const [parts, setParts] = useState<Parts | 'missing' | null>(null)
  const [review, setReview] = useState<'closed' | 'open' | 'missing'>('closed')
  useWhenIdle(useCallback(() => void loadParts().then(setParts, () => setParts('missing')), []))

  const checkoutId = typeof source === 'string' ? source : creation.is === 'created' ? creation.checkoutId : null
  const flow = useCheckoutParts(checkoutId, { onSucceeded })

  const openReview = async () => {
    try {
      setParts(await loadParts())
      setReview('open')
    } catch {
      setReview('missing')
    }
  }
  const create = async () => {
    if (typeof source === 'string' || isCreating.current) return
    isCreating.current = true
    setCreation({ is: 'creating' })
    try {
      setCreation({ is: 'created', checkoutId: await source() })
      void openReview()
    } catch {
      isCreating.current = false
      setCreation({ is: 'failed' })
    }
  }
  const context: CheckoutContextValue = {
    ...flow,
    ...(creation.is === 'failed' && {
      result: { status: 'unavailable', problem: null, retry: () => void create() },
    }),
    ...(review === 'missing' && { notice: { kind: 'not_loaded', paymentId: null } }),
  }

  const { checkout, card, isOpen, result, state } = context
  const isPurchase = typeof source !== 'string'
  const isStart = isPurchase && (creation.is === 'idle' || creation.is === 'failed')
  const asks = (isPurchase || confirm === 'dialog') && (isPurchase || card !== null)
  const offersNewCard = !isPurchase && checkout !== null && card === null
  const loaded = parts === 'missing' ? null : parts
  return (
    <CheckoutContext.Provider value={context}>
      <div
        data-cardfile="one-click"
        data-state={checkout === null ? result.status : state}
        lang={locale}
        dir={direction}
      >
        {offersNewCard && loaded && <loaded.SaveCardConsent />}
        {(isStart || (isOpen && result.status !== 'unavailable')) && (
          <PayButton
            {...rest}
            ref={ref}
            part={offersNewCard ? 'save-card-button' : 'pay-with-saved-card-button'}
            checkout={context}
            cardName={card === null ? undefined : cardName(card, cardWords, direction)}
            isStart={isStart}
            // The box to tick comes together with the button it belongs to.
            isHeld={offersNewCard && parts === null}
            onPress={isStart ? () => void create() : asks ? () => void openReview() : undefined}
          />
        )}
        {/* Before the status line, which looks where the focus is once the dialog has let go of it. */}
        {review === 'open' && loaded && checkout !== null && (
          <loaded.ConfirmDialog onClosed={() => setReview('closed')} />
        )}
        <PaymentStatus />
      </div>
    </CheckoutContext.Provider>
  )
})
