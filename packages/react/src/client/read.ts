import {
  CARD_STATES,
  CVC_RULES,
  DECLINE_ADVICE,
  DECLINE_REASONS,
  PLAIN_STATUSES,
  type Checkout,
  type Consent,
  type Decline,
  type Money,
  type Payment,
  type PaymentMethod,
  type Problem,
  type SavedCard,
} from '@cardfile/contract'

/*
 * Answers of the backend, read as the contract's schemas read them: what is not known is dropped or reads as the least
 * specific thing, what is missing or of another kind throws. By hand, because a schema library is a third of a pay button;
 * a field the contract gains does not compile here without being read, and the test holds both readings together.
 */

/** Everything one screen needs. Throws when it is not that. */
export function readCheckout(json: unknown): Checkout {
  const { checkoutId, description, amount, quote, cards, consent, payment } = fieldsOf(json)
  return {
    checkoutId: text(checkoutId),
    description: text(description),
    amount: readMoney(amount),
    quote: readQuote(quote),
    cards: list(cards, readCard),
    consent: readConsent(consent),
    payment: orNull(payment, readPayment),
  }
}

/** A payment. A status this bundle does not know is `confirming`: not knowing must never look like a failure. */
export function readPayment(json: unknown): Payment {
  const { id, checkoutId, amount, method, mayPayAgain, updatedAt, status, redirectUrl, decline } = fieldsOf(json)
  const shared = {
    id: text(id),
    checkoutId: text(checkoutId),
    amount: readMoney(amount),
    method: readMethod(method),
    mayPayAgain: truth(mayPayAgain),
    updatedAt: text(updatedAt),
  }
  const plain = oneOf(PLAIN_STATUSES, text(status), null)
  if (plain !== null) return { ...shared, status: plain }
  if (status === 'declined' && isObject(decline)) return { ...shared, status, decline: readDecline(decline) }
  if (status === 'redirect' && typeof redirectUrl === 'string' && (decline === undefined || isObject(decline))) {
    return { ...shared, status, redirectUrl, ...(decline && { decline: readDecline(decline) }) }
  }
  return { ...shared, status: 'confirming', mayPayAgain: false }
}

/** The customer's cards. */
export function readCards(json: unknown): SavedCard[] {
  return list(fieldsOf(json)['cards'], readCard)
}

/** A refusal. */
export function readProblem(json: unknown): Problem {
  const { code, title, status, detail, payment, amount, quote, consent } = fieldsOf(json)
  return {
    code: text(code),
    title: text(title),
    status: number(status),
    ...(detail !== undefined && { detail: text(detail) }),
    ...(payment !== undefined && { payment: readPayment(payment) }),
    ...(amount !== undefined && { amount: readMoney(amount) }),
    ...(quote !== undefined && { quote: readQuote(quote) }),
    ...(consent !== undefined && { consent: readConsent(consent) }),
  }
}

function readCard(json: unknown): SavedCard {
  const { id, brand, last4, expiry, state, isDefault, cvc } = fieldsOf(json)
  return {
    id: text(id),
    brand: orNull(brand, text),
    last4: orNull(last4, (digits) => text(digits, /^\d{4}$/)),
    expiry: orNull(expiry, (date) => {
      const { month, year } = fieldsOf(date)
      return { month: number(month), year: number(year) }
    }),
    state: oneOf(CARD_STATES, state, 'active'),
    isDefault: truth(isDefault),
    cvc: oneOf(CVC_RULES, cvc, 'optional'),
  }
}

function readMethod(json: unknown): PaymentMethod {
  const { type, saving, cardId, brand, last4 } = fieldsOf(json)
  if (type === 'new-card') return { type, saving: truth(saving) }
  if (type !== 'saved-card') return unreadable()
  return { type, cardId: text(cardId), brand: orNull(brand, text), last4: orNull(last4, text) }
}

function readMoney(json: unknown): Money {
  const { value, currency } = fieldsOf(json)
  const minor = number(value)
  return Number.isSafeInteger(minor) && minor >= 1
    ? { value: minor, currency: text(currency, /^[A-Z]{3}$/) }
    : unreadable()
}

function readConsent(json: unknown): Consent {
  const { version, locale, text: words } = fieldsOf(json)
  return { version: text(version), locale: text(locale), text: text(words) }
}

function readDecline({ reason, advice }: Fields): Decline {
  return {
    reason: oneOf(DECLINE_REASONS, reason, 'processing_error'),
    advice: oneOf(DECLINE_ADVICE, advice, 'try_again'),
  }
}

const readQuote = (value: unknown) => text(value, /^[^]{1,2048}$/)

type Fields = Readonly<Record<string, unknown>>

function unreadable(): never {
  throw new TypeError('Unreadable')
}

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null
const fieldsOf = (value: unknown): Fields => (isObject(value) ? value : unreadable())
const text = (value: unknown, form = /^/): string =>
  typeof value === 'string' && form.test(value) ? value : unreadable()
const number = (value: unknown): number => (typeof value === 'number' ? value : unreadable())
const truth = (value: unknown): boolean => (typeof value === 'boolean' ? value : unreadable())
const orNull = <T>(value: unknown, read: (value: unknown) => T): T | null => (value === null ? null : read(value))
const list = <T>(value: unknown, read: (value: unknown) => T): T[] =>
  Array.isArray(value) ? value.map((item) => read(item)) : unreadable()
const oneOf = <T, Other>(known: readonly T[], value: unknown, otherwise: Other): T | Other =>
  known.find((one) => one === value) ?? otherwise
