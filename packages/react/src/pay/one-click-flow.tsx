'use client'
import type { Checkout, SavedCard } from '@cardfile/contract'
import { memo, useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { cardName } from '../cards/card-name.ts'
import { CheckoutContext, type CheckoutContextValue } from '../checkout/checkout-context.ts'
import { useCheckoutParts } from '../checkout/use-checkout-parts.ts'
import { SaveCardConsent } from '../checkout/save-card-consent.tsx'
import { isInTime } from '../flow/in-time.ts'
import type { PaymentFlowOptions } from '../flow/use-payment-flow.ts'
import { buttonEn } from '../messages/en-button.ts'
import { useWords } from '../provider/use-words.ts'
import { useStatus } from '../status/payment-status.tsx'
import type { StatusLineProps } from '../status/status-line.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import type { PayButtonProps } from './pay-button.tsx'

/** What a one-click button is for. */
export interface OneClick extends PaymentFlowOptions {
  /** A checkout, or how to make one. */
  readonly source: string | (() => Promise<string>)
  readonly confirm: 'dialog' | 'none'
}

/** A press from before there was anything to carry it out. */
export interface KeptPress {
  readonly at: number
  /** What was on the button: the price and the card. Undefined where it only starts a purchase. */
  readonly checkout: Checkout | undefined
  readonly card: SavedCard | undefined
}

/** How a one-click button looks. */
export interface OneClickView {
  readonly state: string
  /** What there is besides the button and its status line. */
  readonly parts?: ReactNode
  /** Null while there is nothing to press. */
  readonly button: Pick<PayButtonProps, 'part' | 'checkout' | 'cardName' | 'savesCard' | 'isStart' | 'onPress'> | null
  readonly status: StatusLineProps
}

interface OneClickFlowProps extends OneClick {
  readonly kept: RefObject<KeptPress | null>
  readonly onView: (view: OneClickView) => void
}

type Creation =
  | { readonly is: 'idle' | 'creating' | 'failed' }
  | { readonly is: 'created'; readonly checkoutId: string }

/**
 * All that a one-click button does. The button and its status line are there before this is loaded, and stay the same
 * elements: it renders nothing itself, and tells through `onView` how they look and what comes beside them, so that all of
 * it changes together.
 */
export const OneClickFlow = memo(function OneClickFlow({
  source,
  confirm,
  onSucceeded,
  kept,
  onView,
}: OneClickFlowProps): null {
  const { words, direction } = useWords('button', buttonEn, '<PayWithSavedCardButton>')
  const [creation, setCreation] = useState<Creation>({ is: 'idle' })
  const isCreating = useRef(false)
  const [isReviewing, review] = useState(false)

  const checkoutId = typeof source === 'string' ? source : creation.is === 'created' ? creation.checkoutId : null
  const flow = useCheckoutParts(checkoutId, { onSucceeded }, null, false)
  const create = async () => {
    if (typeof source === 'string' || isCreating.current) return
    isCreating.current = true
    setCreation({ is: 'creating' })
    try {
      setCreation({ is: 'created', checkoutId: await source() })
      review(true)
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
  }

  const { checkout, card, isOpen, result, state } = context
  const isPurchase = typeof source !== 'string'
  const isStart = isPurchase && (creation.is === 'idle' || creation.is === 'failed')
  const asks = (isPurchase || confirm === 'dialog') && (isPurchase || card !== null)
  const offersNewCard = !isPurchase && checkout !== null && card === null
  const view: OneClickView = {
    state: checkout === null ? result.status : state,
    parts: (
      <CheckoutContext.Provider value={context}>
        {offersNewCard && <SaveCardConsent />}
        {isReviewing && checkout !== null && <ConfirmDialog onClosed={() => review(false)} />}
      </CheckoutContext.Provider>
    ),
    button:
      isStart || (isOpen && result.status !== 'unavailable')
        ? {
            part: offersNewCard ? 'save-card-button' : 'pay-with-saved-card-button',
            checkout: context,
            cardName: card === null ? undefined : cardName(card, words, direction),
            savesCard: offersNewCard && context.saving,
            isStart,
            onPress: isStart ? () => void create() : asks ? () => review(true) : undefined,
          }
        : null,
    status: useStatus(context),
  }
  useLayoutEffect(() => onView(view))
  useEffect(() => {
    const press = kept.current
    kept.current = null
    if (press === null) return
    if (!press.checkout || !press.card) void create()
    else if (press.checkout.checkoutId !== checkoutId) return
    else if (confirm === 'dialog') review(true)
    else if (!isInTime(press.at)) flow.notify('not_loaded')
    else flow.press({ type: 'saved-card', cardId: press.card.id }, press.checkout.quote)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- of the time before this was there
  }, [])

  return null
})
