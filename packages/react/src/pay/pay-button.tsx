'use client'
import { forwardRef, type ComponentPropsWithoutRef, type MouseEvent } from 'react'
import type { CheckoutContextValue } from '../checkout/checkout-context.ts'
import { buttonEn } from '../messages/en.ts'
import { useWords } from '../provider/use-words.ts'

/** What a shop may set on a pay button. Its label is not among it: it shows the amount that will be charged. */
export type PayButtonAttributes = Omit<ComponentPropsWithoutRef<'button'>, 'children' | 'type' | 'value'>

interface PayButtonProps extends PayButtonAttributes {
  readonly part: string
  readonly checkout: CheckoutContextValue
}

/** The button both ways of paying share. It is never `disabled`, so that focus stays on it; a guard ignores the press. */
export const PayButton = forwardRef<HTMLButtonElement, PayButtonProps>(function PayButton(
  { part, checkout: flow, disabled = false, onClick, ...rest },
  ref,
) {
  const { words, say, money } = useWords('button', buttonEn, part)
  const { checkout, mayPay, saving, card, state, pay } = flow
  const label = mayPay ? (saving && card === null ? words.payAndSave : words.pay) : words.paying
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    onClick?.(event)
    if (!event.defaultPrevented && !disabled) pay()
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
      {checkout === null ? words.loading : say(label, { amount: money(checkout.amount) })}
    </button>
  )
})
