'use client'
import type { MouseEvent, ReactElement } from 'react'
import { checkoutEn } from '../messages/en-checkout.ts'
import { commonEn } from '../messages/en-common.ts'
import { statusEn } from '../messages/en-status.ts'
import { useMessages } from '../provider/use-messages.ts'
import type { CheckoutContextValue } from '../state/checkout-context.ts'
import { newCard } from '../state/selection.ts'
import type { RecoveryAction } from './payment-report.ts'

/** The button of one recovery action. */
export function RecoveryActionButton({
  flow,
  action,
}: {
  action: RecoveryAction
  flow: CheckoutContextValue
}): ReactElement {
  const { words } = useMessages('status', statusEn, '<PaymentStatus>')
  const { words: common } = useMessages('common', commonEn, '<PaymentStatus>')
  const { words: choices } = useMessages('checkout', checkoutEn, '<PaymentStatus>')
  const run = (event: MouseEvent<HTMLButtonElement>) => {
    switch (action) {
      case 'continue':
        return flow.proceed()
      case 'another-way':
        return flow.cancel()
      case 'another-card':
        flow.select(newCard)
        return focusNewCard(event.currentTarget)
      case 'payment-page':
        return flow.payWith({ type: 'new-card', save: null })
      default:
        return action satisfies never
    }
  }
  return (
    <button type="button" data-cardfile="next-step" data-state={action} onClick={run}>
      {
        {
          continue: words.toPaymentPage,
          'another-way': common.cancel,
          'another-card': choices.anotherCard,
          'payment-page': words.toPaymentPage,
        }[action]
      }
    </button>
  )
}

/** Moves the focus to the new card's radio, or else to the status text: the pressed button is about to unmount. */
function focusNewCard(button: HTMLElement): void {
  const checkout = button.closest('dialog, [data-cardfile="checkout"], [data-cardfile="one-click"]')
  const target = checkout?.querySelector<HTMLElement>('[data-state="new-card"] > input, output')
  target?.focus()
}
