import type { SavedCard } from '@cardfile/contract'

/** What the flow knows of the input for the security code: how to judge it, empty it and go to it. Never the digits. */
export interface CodeField {
  /** Why what stands in the input cannot be sent with this card, or null. Tells nothing else about it. */
  readonly fault: (card: Pick<SavedCard, 'brand' | 'cvc'>) => 'cvc_required' | 'cvc_malformed' | null
  /** The code, once: the input is empty afterwards. */
  readonly take: () => string
  /** Puts the cursor into the input. */
  readonly focus: () => void
}

/** Where the input of a checkout is announced, while there is one. */
export interface CodeSlot {
  field: CodeField | null
}
