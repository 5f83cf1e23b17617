'use client'
import { forwardRef, useId } from 'react'
import { cardDetails } from '../cards/card-expiry.ts'
import { cardName } from '../cards/card-name.ts'
import { CardPicture, NewCardPicture } from '../cards/card-picture.tsx'
import { isSelectable } from '../cards/default-card.ts'
import type { FlowState } from '../flow/flow-view.ts'
import { buttonEn } from '../messages/en-button.ts'
import { cardEn } from '../messages/en-card.ts'
import { checkoutEn } from '../messages/en-checkout.ts'
import { Part, type PartProps } from '../primitives/part.tsx'
import { useMessages } from '../provider/use-messages.ts'
import { useCheckoutContext } from '../state/checkout-context.ts'
import { newCard } from '../state/selection.ts'

export type SavedCardPickerProps = PartProps<'fieldset', FlowState>

/**
 * The customer's saved cards and a new card, as one radio group. Expired cards are disabled. Renders nothing once the
 * checkout is closed.
 */
export const SavedCardPicker = forwardRef<HTMLFieldSetElement, SavedCardPickerProps>(function SavedCardPicker(
  { render, ...rest },
  ref,
) {
  const { checkout, card: selected, select, isOpen, mayPay, state } = useCheckoutContext('<SavedCardPicker>')
  const { messages, direction } = useMessages('checkout', checkoutEn, '<SavedCardPicker>')
  const { messages: cardMessages } = useMessages('card', cardEn, '<SavedCardPicker>')
  const { messages: names } = useMessages('button', buttonEn, '<SavedCardPicker>')
  const name = useId()
  if (checkout === null || !isOpen) return null

  const choose = (choice: string) => {
    if (mayPay) select(choice)
  }
  return (
    <Part {...rest} tag="fieldset" part="saved-card-picker" state={state} partRef={ref} render={render}>
      <legend>{messages.payWith}</legend>
      {checkout.cards.map((card) => (
        <label key={card.id} data-cardfile="choice" data-state={card.state} data-brand={card.brand}>
          <input
            type="radio"
            name={name}
            checked={card.id === selected?.id}
            disabled={!isSelectable(card)}
            onChange={() => choose(card.id)}
          />
          <CardPicture card={card} />
          <span>
            {cardName(card, names, direction)} <small>{cardDetails(card, cardMessages, direction)}</small>
          </span>
        </label>
      ))}
      <label data-cardfile="choice" data-state={newCard}>
        <input type="radio" name={name} checked={selected === null} onChange={() => choose(newCard)} />
        <NewCardPicture />
        <span>
          {checkout.cards.length === 0 ? names.card : messages.anotherCard} <small>{messages.onPaymentPage}</small>
        </span>
      </label>
    </Part>
  )
})
