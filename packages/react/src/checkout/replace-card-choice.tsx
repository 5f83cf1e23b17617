'use client'
import { forwardRef } from 'react'
import { cardName } from '../cards/card-name.ts'
import type { FlowState } from '../flow/flow-view.ts'
import { buttonEn } from '../messages/en-button.ts'
import { checkoutEn } from '../messages/en-checkout.ts'
import { Part, type PartProps } from '../primitives/part.tsx'
import { useMessages } from '../provider/use-messages.ts'
import { useCheckoutContext } from '../state/checkout-context.ts'

export type ReplaceCardChoiceProps = PartProps<'label', FlowState>

/**
 * The checkbox for replacing an expired or expiring card with the new one once it is paid. Never ticked in advance; shown
 * while the new card will be saved and there is such a card.
 */
export const ReplaceCardChoice = forwardRef<HTMLLabelElement, ReplaceCardChoiceProps>(function ReplaceCardChoice(
  { render, ...rest },
  ref,
) {
  const part = '<ReplaceCardChoice>'
  const { aging, card, isOpen, mayPay, replacing, saving, setReplacing, state } = useCheckoutContext(part)
  const { messages, format, direction } = useMessages('checkout', checkoutEn, part)
  const { messages: names } = useMessages('button', buttonEn, part)
  if (aging === null || card !== null || !saving || !isOpen) return null
  return (
    <Part {...rest} tag="label" part="replace-card-choice" state={state} partRef={ref} render={render}>
      <input type="checkbox" checked={replacing} onChange={(event) => mayPay && setReplacing(event.target.checked)} />
      <span>{format(messages.replaces, { card: cardName(aging, names, direction) })}</span>
    </Part>
  )
})
