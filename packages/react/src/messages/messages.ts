import type { DeclineAdvice, DeclineReason } from '@cardfile/contract'
import type { FlowState, NoticeKind } from '../flow/payment-flow.ts'

/** Words on the pay buttons. */
export interface ButtonMessages {
  readonly pay: string
  readonly payAndSave: string
  readonly payWithCard: string
  readonly buyNow: string
  readonly paying: string
  readonly loading: string
}

/** How a saved card is called. `{brand}`, `{last4}` and `{date}` (month/year) are filled in. */
export interface CardMessages {
  readonly card: string
  readonly cardWithoutBrand: string
  readonly cardWithoutDigits: string
  readonly expires: string
  readonly expiring: string
  readonly expired: string
  readonly isDefault: string
}

/** Choosing a card, its security code. `{hint}` is one of the three `cvc…` hints. */
export interface CheckoutMessages {
  readonly payWith: string
  readonly newCard: string
  readonly anotherCard: string
  readonly anotherCardHint: string
  readonly securityCode: string
  readonly securityCodeOptional: string
  readonly cvcOnBack: string
  readonly cvcOnFront: string
  readonly cvcSomewhere: string
  readonly cvc_required: string
  readonly cvc_malformed: string
  readonly cvcWrong: string
}

/** What is said where the mistake is, at the field, and not beside the button. */
type FieldNotice = 'cvc_required' | 'cvc_malformed'

/**
 * What became of a payment, and what to do next. Every status, decline reason, advice and notice has its sentence: a
 * new one does not compile without.
 */
export type StatusMessages = Readonly<
  Record<
    Exclude<FlowState, 'ready' | 'declined'> | DeclineReason | DeclineAdvice | Exclude<NoticeKind, FieldNotice>,
    string
  >
> & {
  readonly confirmingDetail: string
  readonly confirmingLong: string
  readonly succeededSaved: string
  readonly tryThere: string
  readonly doContinue: string
  readonly chooseAnotherWay: string
  readonly useAnotherCard: string
  readonly enterCode: string
  readonly goToPaymentPage: string
  readonly checkoutUnavailable: string
  readonly checkoutSignedOut: string
  readonly tryAgain: string
}

/** The dialog that reviews a purchase before it is paid. */
export interface DialogMessages {
  readonly close: string
}

/** The account page. `{card}` is a card's name. */
export interface ManagerMessages {
  readonly savedCards: string
  readonly noCards: string
  readonly noCardsHint: string
  readonly makeDefault: string
  readonly makeDefaultCard: string
  readonly remove: string
  readonly removeCard: string
  readonly removeQuestion: string
  readonly removeDetail: string
  readonly keep: string
  readonly removing: string
  readonly removed: string
  readonly madeDefault: string
  readonly failed: string
  readonly cardsUnavailable: string
  readonly cardsSignedOut: string
  readonly tryAgain: string
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
  readonly button: ButtonMessages
  readonly card: CardMessages
  readonly checkout: CheckoutMessages
  readonly status: StatusMessages
  readonly dialog: DialogMessages
  readonly manager: ManagerMessages
}
