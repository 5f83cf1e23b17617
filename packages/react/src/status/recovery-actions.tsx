import type { MouseEvent, ReactElement } from 'react'
import type { CheckoutMessages, CommonMessages, StatusMessages } from '../messages/messages.ts'
import type { CheckoutContextValue } from '../state/checkout-context.ts'
import { newCard } from '../state/selection.ts'
import type { RecoveryAction } from './payment-report.ts'

interface RecoveryActionsProps {
  readonly actions: readonly RecoveryAction[]
  readonly checkout: CheckoutContextValue
  readonly messages: Pick<StatusMessages, 'toPaymentPage'> &
    Pick<CommonMessages, 'cancel'> &
    Pick<CheckoutMessages, 'anotherCard'>
}

/** The buttons of the recovery actions that a report offers. */
export function RecoveryActions({ actions, checkout, messages }: RecoveryActionsProps): ReactElement[] {
  const { proceed, cancel, select, payWith } = checkout
  const all: Record<RecoveryAction, [label: string, run: (event: MouseEvent<HTMLButtonElement>) => void]> = {
    continue: [messages.toPaymentPage, proceed],
    'another-way': [messages.cancel, cancel],
    'another-card': [
      messages.anotherCard,
      ({ currentTarget }) => {
        select(newCard)
        focusNewCard(currentTarget)
      },
    ],
    'payment-page': [messages.toPaymentPage, () => payWith({ type: 'new-card', save: null })],
  }
  return actions.map((action) => {
    const [label, run] = all[action]
    return (
      <button key={action} type="button" data-cardfile="next-step" data-state={action} onClick={run}>
        {label}
      </button>
    )
  })
}

/** Moves the focus to the new card's radio, or else to the status text: the pressed button is about to unmount. */
function focusNewCard(button: HTMLElement): void {
  const checkout = button.closest('dialog, [data-cardfile="checkout"], [data-cardfile="one-click"]')
  const target = checkout?.querySelector<HTMLElement>('[data-state="new-card"] > input, output')
  target?.focus()
}
