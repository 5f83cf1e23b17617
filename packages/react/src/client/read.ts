import { CARD_STATES, CVC_RULES, type Checkout, type Consent, type Money, type SavedCard } from '@cardfile/contract'

/*
 * Answers of the backend, read as the contract's schemas read them: what is not known is dropped or reads as the least
 * specific thing, what is missing or of another kind throws. By hand, because a schema library is a third of a pay button;
 * a field the contract gains does not compile here without being read, and the test holds both readings together.
 */

/** Everything one screen needs. Throws when it is not that. */
export async function readCheckout(json: unknown): Promise<Checkout> {
  const { checkoutId, description, amount, quote, cards, consent, payment } = fieldsOf(json)
  return {
    checkoutId: text(checkoutId),
    description: text(description),
    amount: readMoney(amount),
    quote: readQuote(quote),
    cards: list(cards, readCard),
    consent: readConsent(consent),
    // Most customers come to pay, and not to a payment: reading one is loaded when there is one.
    payment: payment === null ? null : (await import('./read-payment.ts')).readPayment(payment),
  }
}

/** A saved card. */
export function readCard(json: unknown): SavedCard {
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

/** An amount. */
export function readMoney(json: unknown): Money {
  const { value, currency } = fieldsOf(json)
  const minor = number(value)
  return Number.isSafeInteger(minor) && minor >= 1
    ? { value: minor, currency: text(currency, /^[A-Z]{3}$/) }
    : unreadable()
}

/** What a customer agrees to. */
export function readConsent(json: unknown): Consent {
  const { version, locale, text: words } = fieldsOf(json)
  return { version: text(version), locale: text(locale), text: text(words) }
}

/** A signed price. */
export const readQuote = (value: unknown) => text(value, /^[^]{1,2048}$/)

/** What an object holds, of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>

/** Refuses an answer. */
export function unreadable(): never {
  throw new TypeError('Unreadable')
}

/** Whether something has fields. */
export const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null
/** The fields of an object. */
export const fieldsOf = (value: unknown): Fields => (isObject(value) ? value : unreadable())
/** A string, of a form if one is given. */
export const text = (value: unknown, form = /^/): string =>
  typeof value === 'string' && form.test(value) ? value : unreadable()
/** A number. */
export const number = (value: unknown): number => (typeof value === 'number' ? value : unreadable())
/** A boolean. */
export const truth = (value: unknown): boolean => (typeof value === 'boolean' ? value : unreadable())
/** Null, or something that is read. */
export const orNull = <T>(value: unknown, read: (value: unknown) => T): T | null =>
  value === null ? null : read(value)
/** A list of something. */
export const list = <T>(value: unknown, read: (value: unknown) => T): T[] =>
  Array.isArray(value) ? value.map((item) => read(item)) : unreadable()
/** One of a closed list, or else what stands for the unknown. */
export const oneOf = <T, Other>(known: readonly T[], value: unknown, otherwise: Other): T | Other =>
  known.find((one) => one === value) ?? otherwise
