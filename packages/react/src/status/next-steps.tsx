'use client'
import type { Payment } from '@cardfile/contract'
import type { MouseEvent, ReactElement } from 'react'
import type { CheckoutContextValue } from '../checkout/checkout-context.ts'
import { newCard } from '../checkout/selection.ts'
import { buttonEn } from '../messages/en-button.ts'
import { checkoutEn } from '../messages/en-checkout.ts'
import { commonEn } from '../messages/en-common.ts'
import { statusEn } from '../messages/en-status.ts'
import type { Messages } from '../messages/messages.ts'
import { useWords } from '../provider/use-words.ts'
import { reportOf, type NextStep, type PaymentReport } from './payment-report.ts'

/** What is said about the payment of a checkout, in the language of the page. */
export function describe(
  { checkout, payment, card, state, notice }: CheckoutContextValue,
  waitsLong: boolean,
  messages: Messages | undefined,
  say: (message: string, values: Readonly<Record<string, string>>) => string,
  money: (amount: Payment['amount']) => string,
): PaymentReport | null {
  if (checkout === null) return null
  const words = {
    ...(messages?.button ?? buttonEn),
    ...(messages?.common ?? commonEn),
    ...(messages?.status ?? statusEn),
  }
  return reportOf({ state, notice, checkout, payment, hasCard: card !== null, waitsLong }, words, say, money)
}

/** One thing the customer can do about a payment. */
export function NextStepButton({ flow, step }: { step: NextStep; flow: CheckoutContextValue }): ReactElement {
  const { words } = useWords('status', statusEn, '<PaymentStatus>')
  const { words: common } = useWords('common', commonEn, '<PaymentStatus>')
  const { words: choices } = useWords('checkout', checkoutEn, '<PaymentStatus>')
  const take = (event: MouseEvent<HTMLButtonElement>) => {
    switch (step) {
      case 'continue':
        return flow.proceed()
      case 'another-way':
        return flow.cancel()
      case 'another-card':
        flow.select(newCard)
        return focusNewCard(event.currentTarget)
      case 'payment-page':
        return flow.press({ type: 'new-card', save: null })
      default:
        return step satisfies never
    }
  }
  return (
    <button type="button" data-cardfile="next-step" data-state={step} onClick={take}>
      {
        {
          continue: words.toPaymentPage,
          'another-way': common.cancel,
          'another-card': choices.anotherCard,
          'payment-page': words.toPaymentPage,
        }[step]
      }
    </button>
  )
}

/** The button that was pressed is about to go. The focus goes to the choice it made, or else to what is said about it. */
function focusNewCard(button: HTMLElement): void {
  const checkout = button.closest('dialog, [data-cardfile="checkout"], [data-cardfile="one-click"]')
  const choice = checkout?.querySelector<HTMLElement>('[data-state="new-card"] > input, output')
  choice?.focus()
}
