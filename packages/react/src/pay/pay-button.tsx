'use client'
import { forwardRef, type MouseEvent } from 'react'
import type { CheckoutContextValue } from '../checkout/checkout-context.ts'
import { buttonEn, commonEn } from '../messages/en-button.ts'
import type { FlowState } from '../flow/payment-flow.ts'
import { Part, type PartProps } from '../part/part.tsx'
import { useWords } from '../provider/use-words.ts'

/** What a shop may set on a pay button. Its label is not among it: it shows the amount that will be charged. */
export type PayButtonAttributes = PartProps<'button', FlowState | 'loading', 'type' | 'value'>

interface PayButtonProps extends PayButtonAttributes {
  readonly part: string
  readonly checkout: CheckoutContextValue
  /** The card, where the button is all that names it. */
  readonly cardName?: string | undefined
  /** Where there is nothing to pay yet, and pressing leads to it. */
  readonly isStart?: boolean
  /** Whether to wait for something before a press means anything. */
  readonly isHeld?: boolean
  /** Done instead of paying. */
  readonly onPress?: (() => void) | undefined
}

/** The button all ways of paying share. It is never `disabled`, so that focus stays on it; a guard ignores the press. */
export const PayButton = forwardRef<HTMLButtonElement, PayButtonProps>(function PayButton(props, ref) {
  const {
    part,
    checkout: flow,
    cardName,
    isStart = false,
    isHeld = false,
    onPress,
    disabled = false,
    onClick,
    render,
    ...rest
  } = props
  const { words, say, money } = useWords('button', buttonEn, `<${part}>`)
  const { words: common } = useWords('common', commonEn, `<${part}>`)
  const { checkout, mayPay, saving, card, state } = flow
  const isLoading = !isStart && (isHeld || checkout === null)
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    onClick?.(event)
    if (event.defaultPrevented || disabled || isLoading) return
    if (onPress === undefined) flow.pay()
    else if (mayPay) onPress()
  }
  const label = (() => {
    if (isStart) return words.buyNow
    if (isLoading || checkout === null) return common.wait
    if (!mayPay) return common.paying
    const ready = saving && card === null ? words.payAndSave : cardName === undefined ? words.pay : words.payWithCard
    return say(ready, { amount: money(checkout.amount), card: cardName ?? '' })
  })()
  return (
    <Part
      {...rest}
      tag="button"
      part={part}
      state={isLoading ? 'loading' : state}
      partRef={ref}
      render={render}
      type="button"
      aria-disabled={disabled || !mayPay || isLoading}
      onClick={press}
    >
      {/* Other words are another element: words that begin elsewhere count as having moved. */}
      <span key={label}>{label}</span>
    </Part>
  )
})
