'use client'
import { forwardRef, type ComponentPropsWithoutRef, type MouseEvent } from 'react'
import type { CheckoutContextValue } from '../checkout/checkout-context.ts'
import { buttonEn, commonEn } from '../messages/en.ts'
import { useWords } from '../provider/use-words.ts'

/** What a shop may set on a pay button. Its label is not among it: it shows the amount that will be charged. */
export type PayButtonAttributes = Omit<ComponentPropsWithoutRef<'button'>, 'children' | 'type' | 'value'>

interface PayButtonProps extends PayButtonAttributes {
  readonly part: string
  readonly checkout: CheckoutContextValue
  /** The card, where the button is all that names it. */
  readonly cardName?: string
  /** Done instead of paying. */
  readonly onPress?: (() => void) | undefined
}

/** The button all ways of paying share. It is never `disabled`, so that focus stays on it; a guard ignores the press. */
export const PayButton = forwardRef<HTMLButtonElement, PayButtonProps>(function PayButton(
  { part, checkout: flow, cardName, onPress, disabled = false, onClick, ...rest },
  ref,
) {
  const { words, say, money } = useWords('button', buttonEn, `<${part}>`)
  const { words: common } = useWords('common', commonEn, `<${part}>`)
  const { checkout, mayPay, saving, card, state } = flow
  const ready = saving && card === null ? words.payAndSave : cardName === undefined ? words.pay : words.payWithCard
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    onClick?.(event)
    if (event.defaultPrevented || disabled) return
    if (onPress === undefined) flow.pay()
    else if (mayPay) onPress()
  }
  return (
    <button
      {...rest}
      ref={ref}
      type="button"
      data-cardfile={part}
      data-state={checkout === null ? 'loading' : state}
      aria-disabled={disabled || !mayPay || checkout === null}
      onClick={press}
    >
      {checkout === null
        ? common.wait
        : say(mayPay ? ready : common.paying, { amount: money(checkout.amount), card: cardName ?? '' })}
    </button>
  )
})
