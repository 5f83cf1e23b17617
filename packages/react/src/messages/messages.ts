import type { DeclineReason, PaymentStatus } from '@cardfile/contract'
import type { NoticeKind } from '../flow/flow-step.ts'

/*
 * To add a language: write its file here, add its tag to LANGUAGES in the contract, and follow the failing types and tests.
 *
 * - A language may cost a customer 1200 bytes at most. Prefer the shortest natural sentence.
 * - Messages are complete sentences that the kit joins: "The security code is wrong." "You were not charged." A sentence ends
 *   with a full stop; a label or a heading has none.
 * - `{card}` and `{brand}` are names in the nominative, of unknown gender, and are never inflected. `{brand}` may be the word
 *   `button.card`. Place them where that is grammatical, after a colon if necessary.
 * - Address the customer as a bank or a shop in that market does: formally where that is usual, and gender-neutrally.
 */

/** Messages that several parts share. */
export interface CommonMessages {
  /** The customer is not signed in, or the session has ended. */
  readonly signIn: string
  /** Any action, a payment included, that failed for no more specific reason. */
  readonly failed: string
  /** Follows a failure that a second try may fix. */
  readonly mayRetry: string
  /** Button: closes a dialog without acting, or cancels a payment that waits on the payment page. */
  readonly cancel: string
}

/** Labels of the pay buttons, and every message that can appear before the first press. `{amount}` is a localised price. */
export interface ButtonMessages {
  readonly pay: string
  /** The customer has ticked the box that saves the card. */
  readonly payAndSave: string
  /** `{card}` is a card's name. */
  readonly payWithCard: string
  /** Opens a review of the purchase; nothing is paid yet. */
  readonly buyNow: string
  /** On a button or in the status, while something loads or is being cancelled. */
  readonly wait: string
  /** On the pay button, from the press until its answer. */
  readonly paying: string
  /** Replaces cards or a payment that could not be loaded. `tryAgain` is the button below. */
  readonly notLoaded: string
  /** Follows every outcome that took no money: nothing was charged, debited or reserved. */
  readonly nothingTaken: string
  /** Button: loads it again. */
  readonly tryAgain: string
  /** The noun "card": the name of a card of unknown brand, and of a new card where none is saved. */
  readonly card: string
  /** The name of a card. `{last4}` is the last four digits of its number. */
  readonly named: string
}

/** The expiry of a saved card, and whether it is the default. `{date}` is a month and a year: 08/29. */
export interface CardMessages {
  readonly expires: string
  readonly expiring: string
  readonly expired: string
  /** Marks the default card; agrees in gender with "card". */
  readonly isDefault: string
}

/** The card choices, and the security code. */
export interface CheckoutMessages {
  /** Heading above the card choices. */
  readonly payWith: string
  /** A choice below `payWith`, and a button after a decline: pay with a card that is not saved. */
  readonly anotherCard: string
  /** Hint beside `anotherCard`: where the card number is entered. */
  readonly onPaymentPage: string
  /** Label: the three or four digits of the CVC. */
  readonly cvc: string
  readonly cvcOptional: string
  /** Hint below the field. `{digits}` is 3, 4 or 3–4. */
  readonly cvcHint: string
  /** The security code is missing or incomplete. `cvcHint` follows. */
  readonly cvcNeeded: string
  /** Toggle button that reveals the digits; its label stays the same while pressed. */
  readonly showCvc: string
  /** A checkbox, and a sentence in the dialog that updates a card. `{card}` is the name of the card to be removed. */
  readonly replaces: string
}

/** Reasons and notices without a message of their own: `failed`, the field or another message covers them. */
type CoveredElsewhere =
  | 'quote_expired'
  | 'cvc_required'
  | 'cvc_malformed'
  | 'cvc_not_accepted'
  | 'signed_out'
  | 'unavailable'
  | 'refused'
  | 'not_cancelled'
  | 'processing_error'

/** One message per payment status, decline reason and notice: a new one does not compile without its message. */
export type StatusMessages = Readonly<
  Record<Exclude<Exclude<PaymentStatus, 'declined'> | DeclineReason | NoticeKind, CoveredElsewhere>, string>
> & {
  /** Follows `confirming` and `review`: the outcome is unknown, or the shop is checking it. */
  readonly doNotPayAgain: string
  readonly updates: string
  /** `{reference}` is an id that the customer can quote to the shop. */
  readonly reference: string
  /** Follows a success that saved the card. */
  readonly saved: string
  /** Button: opens the hosted payment page. */
  readonly toPaymentPage: string
}

/** The account page. */
export interface ManagerMessages {
  readonly savedCards: string
  /** Below `savedCards` when there are none: how to save one. */
  readonly none: string
  /** Button on a card. */
  readonly makeDefault: string
  /** Button on a card, and dialog title before its name: replaces it with a new card. */
  readonly update: string
  /** Button on a card, and dialog title before its name: deletes it at the shop. */
  readonly remove: string
  /** Announced after a removal. `{card}` is the card's name. */
  readonly removed: string
}

/** All messages of the kit in one language: plain strings with `{placeholders}`, so that a server component can pass them on. */
export interface Messages {
  /** BCP 47 tag of the messages. Also formats amounts and numbers unless the provider's `locale` is set. */
  readonly locale: string
  /** The writing direction. */
  readonly direction: 'ltr' | 'rtl'
  readonly common: CommonMessages
  readonly button: ButtonMessages
  readonly card: CardMessages
  readonly checkout: CheckoutMessages
  readonly status: StatusMessages
  readonly manager: ManagerMessages
}
