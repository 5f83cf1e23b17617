import type {
  ButtonMessages,
  CardMessages,
  CheckoutMessages,
  DialogMessages,
  ManagerMessages,
  Messages,
  StatusMessages,
} from './messages.ts'

/** English of the pay buttons. */
export const buttonEn: ButtonMessages = {
  pay: 'Pay {amount}',
  payAndSave: 'Pay {amount} and save card',
  payWithCard: 'Pay {amount} with {card}',
  buyNow: 'Buy now',
  paying: 'Paying {amount}…',
  loading: 'Loading…',
}

/** English of a card's name and age. */
export const cardEn: CardMessages = {
  card: '{brand} ending in {last4}',
  cardWithoutBrand: 'Card ending in {last4}',
  cardWithoutDigits: 'Saved card',
  expires: 'Expires {date}',
  expiring: 'Expires soon: {date}',
  expired: 'Expired {date}',
  isDefault: 'Default',
}

/** English of choosing a card, its security code and the consent. */
export const checkoutEn: CheckoutMessages = {
  payWith: 'Pay with',
  newCard: 'Card',
  anotherCard: 'Another card',
  anotherCardHint: 'Enter it on the secure payment page',
  securityCode: 'Security code',
  securityCodeOptional: 'Security code (optional)',
  cvcOnBack: '3 digits on the back of the card',
  cvcOnFront: '4 digits on the front of the card',
  cvcSomewhere: '3 or 4 digits on the card',
  cvc_required: 'Enter the security code of this card.',
  cvc_malformed: 'That does not look like a security code. It has {hint}.',
  cvcWrong: 'That code did not match this card. Enter it again.',
}

/** English of every state of a payment. */
export const statusEn: StatusMessages = {
  paying: 'Paying. Please wait.',
  looking: 'Still waiting for an answer. Please do not pay again; this page updates by itself.',
  leaving: 'Opening the secure payment page…',
  cancelling: 'One moment…',
  redirect: 'Your payment is waiting for you on the secure payment page.',
  confirming: 'We are confirming this payment with your bank.',
  confirmingDetail: 'Please do not pay again. This page updates by itself, and you can close it.',
  confirmingLong: 'It usually takes a few minutes. Your reference is {reference}.',
  succeeded: 'Paid {amount}',
  succeededSaved: 'Your card is saved for next time.',
  cancelled: 'That payment was cancelled. Nothing was taken.',
  expired: 'That payment took too long and was closed. Nothing was taken.',
  review: 'The shop is checking this payment by hand. Please do not pay again.',
  surplus: 'This was charged twice. The shop has been told and returns the second payment.',
  insufficient_funds: 'There is not enough money on this card.',
  card_declined: 'Your bank declined this card.',
  cvc_incorrect: 'The security code did not match this card.',
  card_expired: 'This card has expired.',
  authentication_failed: 'Your bank could not confirm that it was you.',
  card_not_supported: 'This card cannot be used here.',
  saved_card_invalid: 'This saved card no longer works.',
  processing_error: 'The payment did not go through.',
  try_again: 'Nothing was taken. You can try again.',
  enter_cvc: 'Nothing was taken. Enter the code again.',
  use_another_card: 'Nothing was taken. Choose another card.',
  authenticate: 'Nothing was taken. Confirm it on the secure payment page.',
  contact_bank: 'Nothing was taken. Ask your bank, or choose another card.',
  tryThere: 'You can try again on the payment page.',
  doContinue: 'Continue',
  chooseAnotherWay: 'Choose another way',
  useAnotherCard: 'Use another card',
  enterCode: 'Enter the code',
  goToPaymentPage: 'Go to the payment page',
  offline: 'You are offline. Nothing was sent. Try again when you are connected.',
  unreachable: 'The shop could not be reached. You can try again: it will not charge you twice.',
  amount_changed: 'The price has changed to {amount}. Press Pay to accept it.',
  quote_expired: 'This page was open for a while. The price is still {amount}. Press Pay once more.',
  consent_changed: 'The terms for saving your card have changed. Read them and press Pay again.',
  cvc_not_accepted: 'This card needs no security code. Press Pay again.',
  too_many_attempts: 'There were too many attempts. Wait a while before the next one.',
  signed_out: 'You have been signed out. Sign in again to pay. Nothing was taken.',
  unavailable: 'Payments are not available right now. Nothing was taken. Try again in a few minutes.',
  refused: 'The shop could not start this payment. Nothing was taken. Reload the page and try again.',
  not_cancelled: 'That did not work. Check your connection and try again.',
  checkoutUnavailable: 'The payment options could not be loaded.',
  checkoutSignedOut: 'Sign in to see your payment options.',
  tryAgain: 'Try again',
}

/** English of the dialog that reviews a purchase. */
export const dialogEn: DialogMessages = {
  close: 'Not now',
}

/** English of the account page. */
export const managerEn: ManagerMessages = {
  savedCards: 'Saved cards',
  noCards: 'You have no saved cards.',
  noCardsHint: 'Tick “save card” when you next pay and it will be here.',
  makeDefault: 'Make default',
  makeDefaultCard: 'Make default: {card}',
  remove: 'Remove',
  removeCard: 'Remove {card}',
  removeQuestion: 'Remove {card}?',
  removeDetail: 'You can save it again the next time you pay.',
  keep: 'Keep card',
  removing: 'Removing…',
  removed: '{card} was removed.',
  madeDefault: '{card} is now the default.',
  failed: 'That did not work. Check your connection and try again.',
  cardsUnavailable: 'Your cards could not be loaded.',
  cardsSignedOut: 'Sign in to see your saved cards.',
  tryAgain: 'Try again',
}

/** English: built in, and what any part falls back to. */
export const en: Messages = {
  locale: 'en',
  direction: 'ltr',
  button: buttonEn,
  card: cardEn,
  checkout: checkoutEn,
  status: statusEn,
  dialog: dialogEn,
  manager: managerEn,
}
