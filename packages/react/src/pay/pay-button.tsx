'use client'
import { forwardRef, type MouseEvent } from 'react'
import type { FlowState } from '../flow/flow-view.ts'
import { buttonEn } from '../messages/en-button.ts'
import { Part, type PartProps } from '../primitives/part.tsx'
import { useMessages } from '../provider/use-messages.ts'
import type { CheckoutContextValue } from '../state/checkout-context.ts'

/** The props of a pay button that a shop may set. It has no children: the label shows the amount that will be charged. */
export type PayButtonAttributes = PartProps<'button', FlowState | 'loading', 'type' | 'value'>

/** The additional props that the kit's own buttons set. */
export interface PayButtonProps extends PayButtonAttributes {
  readonly part: string
  readonly checkout: Pick<CheckoutContextValue, 'checkout' | 'mayPay' | 'state' | 'pay'>
  /** Named in the label where nothing beside the button names the card. */
  readonly cardName?: string | undefined
  /** Whether a new card is saved with the payment. */
  readonly savesCard?: boolean
  /** Whether there is no checkout yet, and the press creates it. */
  readonly isStart?: boolean
  /** Replaces paying. */
  readonly onPress?: (() => void) | undefined
}

/** The button that every way of paying shares. Never `disabled`, so that it keeps the focus; a guard ignores the press. */
export const PayButton = forwardRef<HTMLButtonElement, PayButtonProps>(function PayButton(props, ref) {
  const { part, checkout: flow, cardName, savesCard, isStart, onPress, disabled, onClick, ...rest } = props
  const { messages, format, money } = useMessages('button', buttonEn, `<${part}>`)
  const { checkout, mayPay, state } = flow
  const isLoading = !isStart && checkout === null
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    onClick?.(event)
    if (event.defaultPrevented || disabled || isLoading) return
    if (onPress === undefined) flow.pay()
    else if (mayPay) onPress()
  }
  const ready = savesCard ? messages.payAndSave : cardName ? messages.payWithCard : messages.pay
  const label = isStart
    ? messages.buyNow
    : checkout === null
      ? messages.wait
      : mayPay
        ? format(ready, { amount: money(checkout.amount), card: cardName ?? '' })
        : messages.paying
  return (
    <Part
      {...rest}
      tag="button"
      part={part}
      state={isLoading ? 'loading' : state}
      partRef={ref}
      type="button"
      aria-disabled={disabled || !mayPay || isLoading}
      onClick={press}
    >
      {/* New key per label: browsers count re-centred text as a layout shift. */}
      <span key={label}>{label}</span>
    </Part>
  )
})
