import type { SavedCard } from '@cardfile/contract'

/** The operations of a press on the input for the CVC. Never exposes the digits, except once to the press that sends them. */
export interface CvcInput {
  /** Why the digits cannot be sent with this card, or null. */
  readonly fault: (card: Pick<SavedCard, 'brand' | 'cvc'>) => 'cvc_required' | 'cvc_malformed' | null
  /** Returns the CVC and empties the input. */
  readonly take: () => string
  /** Moves the focus into the input. */
  readonly focus: () => void
}

/** Holds the mounted input of a checkout, or null while there is none. */
export interface CvcInputSlot {
  current: CvcInput | null
}
