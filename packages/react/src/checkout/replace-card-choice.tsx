'use client'
import { forwardRef } from 'react'
import { cardName } from '../cards/card-name.ts'
import type { FlowState } from '../flow/payment-flow.ts'
import { buttonEn } from '../messages/en-button.ts'
import { checkoutEn } from '../messages/en-checkout.ts'
import { Part, type PartProps } from '../part/part.tsx'
import { useWords } from '../provider/use-words.ts'
import { useCheckoutContext } from './checkout-context.ts'

export type ReplaceCardChoiceProps = PartProps<'label', FlowState>

/**
 * Lets the new card take the place of one that has expired or is about to, once it has been paid with. Never ticked in
 * advance; shown while the new card is to be saved and there is such a one.
 */
export const ReplaceCardChoice = forwardRef<HTMLLabelElement, ReplaceCardChoiceProps>(function ReplaceCardChoice(
  { render, ...rest },
  ref,
) {
  const part = '<ReplaceCardChoice>'
  const { aging, card, isOpen, mayPay, replacing, saving, setReplacing, state } = useCheckoutContext(part)
  const { words, say, direction } = useWords('checkout', checkoutEn, part)
  const { words: names } = useWords('button', buttonEn, part)
  if (aging === null || card !== null || !saving || !isOpen) return null
  return (
    <Part {...rest} tag="label" part="replace-card-choice" state={state} partRef={ref} render={render}>
      <input type="checkbox" checked={replacing} onChange={(event) => mayPay && setReplacing(event.target.checked)} />
      <span>{say(words.replaces, { card: cardName(aging, names, direction) })}</span>
    </Part>
  )
})
