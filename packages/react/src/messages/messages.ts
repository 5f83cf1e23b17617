import type { DeclineReason, PaymentStatus } from '@cardfile/contract'
import type { NoticeKind } from '../flow/flow-step.ts'

/*
 * For whoever writes another language:
 *
 * - A language costs each customer of a shop at most 1200 bytes, so the shortest natural sentence is the best one.
 * - A message is whole, and may be followed by another whole one: "The security code is wrong." "Nothing was taken."
 *   So a sentence ends with its full stop, and a label or heading has none.
 * - `{card}` and `{brand}` are names in their basic form: they are never inflected, their gender is not known, and `{brand}`
 *   may be the word `button.card`. Put them where that is right, after a colon if need be.
 * - The customer is addressed as a bank or a shop in that market would, formally where that is usual, and in words that
 *   fit every gender.
 */

/** Words that more than one part needs. */
export interface CommonMessages {
  /** Nobody is signed in, or the session has ended. */
  readonly signIn: string
  /** Any action that failed without a better reason, a payment too. */
  readonly failed: string
  /** Said after what a second try may mend. */
  readonly mayRetry: string
  /** Button: leave a dialog without doing it, or give up a payment that waits on the payment page. */
  readonly cancel: string
}

/**
 * Words on the pay buttons, and all else that may be said before anything was pressed: they are loaded first. `{amount}` is
 * written as the language writes money.
 */
export interface ButtonMessages {
  readonly pay: string
  /** The customer has ticked the box that lets the shop keep the card. */
  readonly payAndSave: string
  /** `{card}` is a card's name. */
  readonly payWithCard: string
  /** Opens a review of the purchase; nothing is paid yet. */
  readonly buyNow: string
  /** On a button and beside it, while something is loading or being given up. */
  readonly wait: string
  /** On the pay button, between the press and its answer. */
  readonly paying: string
  /** Instead of the cards or the payment. `tryAgain` is the button below. */
  readonly notLoaded: string
  /** Said after every payment that took no money: nothing was charged, debited or reserved. */
  readonly nothingTaken: string
  /** Button: load it again. */
  readonly tryAgain: string
  /** A payment card, as a noun: the name of a card of which nothing is known, and of a new one where none is saved. */
  readonly card: string
  /** The name of a card. `{last4}` are the last four digits of its number. */
  readonly named: string
}

/** The age of a saved card, and its place among the others. `{date}` is a month and a year: 08/29. */
export interface CardMessages {
  readonly expires: string
  readonly expiring: string
  readonly expired: string
  /** Marks the card that is used unless another is chosen; agrees with "card". */
  readonly isDefault: string
}

/** Choosing a card, and its security code. */
export interface CheckoutMessages {
  /** Heading of the list of cards. */
  readonly payWith: string
  /** One of the choices under `payWith`, and a button after a decline: a card that is not saved yet. */
  readonly anotherCard: string
  /** Small, beside `anotherCard`: where it will be typed. */
  readonly onPaymentPage: string
  /** Label: the three or four digits also known as CVC or CVV. */
  readonly code: string
  readonly codeOptional: string
  /** `{digits}` is 3, 4 or 3–4. */
  readonly codeHint: string
  /** Nothing, or too little, was entered. Followed by `codeHint`. */
  readonly codeNeeded: string
  /** Button that uncovers the digits; it keeps these words while it is pressed. */
  readonly showCode: string
  /** A box to tick, and a sentence before the payment that updates a card: then `{card}`, a name, is removed. */
  readonly replaces: string
}

/** What needs no sentence of its own: `failed` says it, the field says it, or another sentence means the same. */
type SaidElsewhere =
  | 'quote_expired'
  | 'cvc_required'
  | 'cvc_malformed'
  | 'cvc_not_accepted'
  | 'signed_out'
  | 'unavailable'
  | 'refused'
  | 'not_cancelled'
  | 'processing_error'

/**
 * What became of a payment. Every status, decline reason and notice has its sentence: a new one does not compile without.
 */
export type StatusMessages = Readonly<
  Record<Exclude<Exclude<PaymentStatus, 'declined'> | DeclineReason | NoticeKind, SaidElsewhere>, string>
> & {
  /** Said while the outcome is not known, and while the shop looks into it. */
  readonly doNotPayAgain: string
  readonly updates: string
  /** `{reference}` is an id to quote to the shop. */
  readonly reference: string
  /** Said after a success whose card was kept. */
  readonly saved: string
  /** Button. */
  readonly toPaymentPage: string
}

/** The account page. */
export interface ManagerMessages {
  readonly savedCards: string
  /** Below `savedCards`, where there are none: what to do to have one. */
  readonly none: string
  /** Button on a card. */
  readonly makeDefault: string
  /** Button on a card, and heading before its name: puts a new card in its place. */
  readonly update: string
  /** Button on a card, and heading before its name: the shop forgets it. */
  readonly remove: string
  /** Announced afterwards. `{card}` is its name. */
  readonly removed: string
}

/**
 * All the words of the kit in one language. Plain strings with `{places}`, so that a server component can hand them to
 * the provider.
 */
export interface Messages {
  /** BCP 47 tag: the language of the words, and of numbers and amounts unless the provider is told another. */
  readonly locale: string
  /** Which way the language is written. */
  readonly direction: 'ltr' | 'rtl'
  readonly common: CommonMessages
  readonly button: ButtonMessages
  readonly card: CardMessages
  readonly checkout: CheckoutMessages
  readonly status: StatusMessages
  readonly manager: ManagerMessages
}
