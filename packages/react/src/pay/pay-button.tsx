'use client'
import { forwardRef, type MouseEvent } from 'react'
import type { CheckoutContextValue } from '../checkout/checkout-context.ts'
import { buttonEn } from '../messages/en-button.ts'
import type { FlowState } from '../flow/payment-flow.ts'
import { Part, type PartProps } from '../part/part.tsx'
import { useWords } from '../provider/use-words.ts'

/** What a shop may set on a pay button. Its label is not among it: it shows the amount that will be charged. */
export type PayButtonAttributes = PartProps<'button', FlowState | 'loading', 'type' | 'value'>

/** What the parts set on it besides. */
export interface PayButtonProps extends PayButtonAttributes {
  readonly part: string
  readonly checkout: Pick<CheckoutContextValue, 'checkout' | 'mayPay' | 'state' | 'pay'>
  /** The card, where the button is all that names it. */
  readonly cardName?: string | undefined
  /** Whether a new card is paid with, and kept. */
  readonly savesCard?: boolean
  /** Where there is nothing to pay yet, and pressing leads to it. */
  readonly isStart?: boolean
  /** Done instead of paying. */
  readonly onPress?: (() => void) | undefined
}

/** The button all ways of paying share. It is never `disabled`, so that focus stays on it; a guard ignores the press. */
export const PayButton = forwardRef<HTMLButtonElement, PayButtonProps>(function PayButton(props, ref) {
  const { part, checkout: flow, cardName, savesCard, isStart, onPress, disabled, onClick, ...rest } = props
  const { words, say, money } = useWords('button', buttonEn, `<${part}>`)
  const { checkout, mayPay, state } = flow
  const isLoading = !isStart && checkout === null
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    onClick?.(event)
    if (event.defaultPrevented || disabled || isLoading) return
    if (onPress === undefined) flow.pay()
    else if (mayPay) onPress()
  }
  const ready = savesCard ? words.payAndSave : cardName ? words.payWithCard : words.pay
  const label = isStart
    ? words.buyNow
    : checkout === null
      ? words.wait
      : mayPay
        ? say(ready, { amount: money(checkout.amount), card: cardName ?? '' })
        : words.paying
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
      {/* Other words are another element: words that begin elsewhere count as having moved. */}
      <span key={label}>{label}</span>
    </Part>
  )
})
