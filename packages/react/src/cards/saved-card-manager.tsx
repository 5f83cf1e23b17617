'use client'
import type { SavedCard } from '@cardfile/contract'
import { forwardRef, useRef, useState } from 'react'
import { ProblemError } from '../client/problem-error.ts'
import { buttonEn } from '../messages/en-button.ts'
import { cardEn } from '../messages/en-card.ts'
import { commonEn } from '../messages/en-common.ts'
import { managerEn } from '../messages/en-manager.ts'
import { Part, type PartProps } from '../primitives/part.tsx'
import { useCardfile } from '../provider/cardfile-context.ts'
import { useMessages } from '../provider/use-messages.ts'
import { cardDetails } from './card-expiry.ts'
import { cardName } from './card-name.ts'
import { CardPicture } from './card-picture.tsx'
import { RemoveCardDialog } from './remove-card-dialog.tsx'
import type { UpdateCardDialog } from './update-card-dialog.tsx'
import { useSavedCards } from './use-saved-cards.ts'
import { useSetDefaultCard } from './use-set-default-card.ts'

export type SavedCardManagerProps = PartProps<'section', 'loading' | 'unavailable' | 'empty' | 'ready'> & {
  /**
   * Creates a checkout on the shop's backend, for a small amount or for one that is due anyway, and resolves with its id.
   * With it, each card can be updated: the customer pays with a new card on the hosted payment page, and it replaces the old one.
   */
  readonly createCheckout?: (card: SavedCard) => Promise<string>
}

interface Update {
  readonly card: SavedCard
  /** Null while it is being created. */
  readonly checkout: { readonly checkoutId: string; readonly Dialog: typeof UpdateCardDialog } | null
}

/** The saved cards on the account page: shows the default and the expiry, and lets the customer remove or update a card. */
export const SavedCardManager = forwardRef<HTMLElement, SavedCardManagerProps>(function SavedCardManager(
  { createCheckout, render, ...rest },
  ref,
) {
  const part = '<SavedCardManager>'
  const { locale, direction } = useCardfile(part)
  const { messages, format } = useMessages('manager', managerEn, part)
  const { messages: common } = useMessages('common', commonEn, part)
  const { messages: buttons } = useMessages('button', buttonEn, part)
  const { messages: cardMessages } = useMessages('card', cardEn, part)
  const { data: cards, error, refetch } = useSavedCards()
  const setDefault = useSetDefaultCard()
  const [toRemove, setToRemove] = useState<SavedCard | null>(null)
  const [announcement, announce] = useState('')
  const [update, setUpdate] = useState<Update | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const nameOf = (card: SavedCard) => cardName(card, buttons, direction)

  const makeDefault = (card: SavedCard) => {
    if (setDefault.isPending) return
    setDefault.mutate(card.id, {
      onSuccess: () => announce(`${cardMessages.isDefault}: ${nameOf(card)}`),
      onError: () => announce(`${common.failed} ${common.mayRetry}`),
    })
  }
  const beginUpdate = async (card: SavedCard) => {
    if (createCheckout === undefined || update !== null) return
    setUpdate({ card, checkout: null })
    try {
      const [module, checkoutId] = await Promise.all([import('./update-card-dialog.tsx'), createCheckout(card)])
      setUpdate({ card, checkout: { checkoutId, Dialog: module.UpdateCardDialog } })
    } catch {
      setUpdate(null)
      announce(`${common.failed} ${common.mayRetry}`)
    }
  }
  const state =
    cards === undefined ? (error === null ? 'loading' : 'unavailable') : cards.length === 0 ? 'empty' : 'ready'
  return (
    <Part
      lang={locale}
      dir={direction}
      aria-label={messages.savedCards}
      {...rest}
      tag="section"
      part="saved-card-manager"
      state={state}
      partRef={ref}
      render={render}
      aria-busy={state === 'loading'}
    >
      <h2 ref={heading} tabIndex={-1}>
        {messages.savedCards}
      </h2>
      {state === 'loading' && <div data-cardfile="skeleton" />}
      {state === 'empty' && <p>{messages.none}</p>}
      {state === 'unavailable' && (
        <p>
          {error instanceof ProblemError && error.code === 'unauthenticated' ? common.signIn : buttons.notLoaded}{' '}
          <button type="button" data-cardfile="next-step" onClick={() => void refetch()}>
            {buttons.tryAgain}
          </button>
        </p>
      )}
      {cards !== undefined && cards.length > 0 && (
        <ul>
          {cards.map((card) => (
            <li key={card.id} data-cardfile="saved-card" data-state={card.state} data-brand={card.brand}>
              <CardPicture card={card} />
              <span>
                {nameOf(card)} <small>{cardDetails(card, cardMessages, direction)}</small>
              </span>
              <div>
                {!card.isDefault && card.state !== 'expired' && (
                  <button
                    type="button"
                    aria-label={`${messages.makeDefault}: ${nameOf(card)}`}
                    aria-disabled={setDefault.isPending}
                    onClick={() => makeDefault(card)}
                  >
                    {messages.makeDefault}
                  </button>
                )}
                {createCheckout !== undefined && (
                  <button
                    type="button"
                    data-cardfile="update"
                    aria-label={`${messages.update}: ${nameOf(card)}`}
                    aria-disabled={update !== null}
                    onClick={() => void beginUpdate(card)}
                  >
                    {update?.card.id === card.id && update.checkout === null ? buttons.wait : messages.update}
                  </button>
                )}
                <button
                  type="button"
                  data-cardfile="remove"
                  aria-label={`${messages.remove}: ${nameOf(card)}`}
                  onClick={() => setToRemove(card)}
                >
                  {messages.remove}
                </button>
              </div>
            </li>
          ))}
        </ul>
      )}
      <output>{announcement}</output>
      {update?.checkout && (
        <update.checkout.Dialog
          card={update.card}
          name={nameOf(update.card)}
          checkoutId={update.checkout.checkoutId}
          onClosed={() => setUpdate(null)}
        />
      )}
      {toRemove !== null && (
        <RemoveCardDialog
          card={toRemove}
          name={nameOf(toRemove)}
          onClosed={(outcome) => {
            setToRemove(null)
            if (outcome !== 'removed') return
            announce(format(messages.removed, { card: nameOf(toRemove) }))
            // The focused button was removed together with its card.
            heading.current?.focus()
          }}
        />
      )}
    </Part>
  )
})
