'use client'
import type { SavedCard } from '@cardfile/contract'
import type { ReactElement } from 'react'

export interface CardPictureProps {
  readonly card: Pick<SavedCard, 'brand' | 'state'>
}

const COLOURS: Readonly<Record<string, string>> = { visa: '#3453d1', mastercard: '#e2572b', amex: '#1b82d1' }

/**
 * A miniature card in a colour per brand: quicker to spot than text, without using a trademark. Hidden from assistive
 * technology, because the text beside it says the same.
 */
export function CardPicture({ card: { brand, state } }: CardPictureProps): ReactElement {
  const isExpired = state === 'expired'
  return (
    <svg aria-hidden width="2rem" height="1.375rem" viewBox="0 0 32 22" opacity={isExpired ? 0.5 : 1}>
      <path
        // The chip and the number are cut out.
        d="M4 0h24q4 0 4 4v14q0 4-4 4H4q-4 0-4-4V4q0-4 4-4zM5 6h6v4H5zM5 14h13v3H5z"
        fill={(!isExpired && COLOURS[brand ?? '']) || '#6b7485'}
        fillRule="evenodd"
      />
    </svg>
  )
}

/** A dashed outline with a plus, for a new card. */
export function NewCardPicture(): ReactElement {
  return (
    <svg aria-hidden width="2rem" height="1.375rem" viewBox="0 0 32 22" opacity=".6">
      <path
        // Each arm of the plus is exactly one dash.
        d="M5 1h22q4 0 4 4v12q0 4-4 4H5q-4 0-4-4V5q0-4 4-4zM16 11v4M16 11V7M16 11h4M16 11h-4"
        fill="none"
        stroke="currentColor"
        strokeDasharray="4 2.9"
        strokeWidth="1.5"
      />
    </svg>
  )
}
