import { CARD_STATES, CVC_RULES, type Checkout, type Consent, type Money, type SavedCard } from '@cardfile/contract'

/*
 * Answers of the backend, read as the contract's schemas read them: what is not known is dropped or reads as the least
 * specific thing, what is missing or of another kind throws. By hand, because a schema library is half of a pay button;
 * a field the contract gains does not compile here without being read, and the test holds both readings together.
 */

/** Answers what a value is, or throws. */
export type Read<T> = (value: unknown) => T

/** Refuses an answer. */
export function unreadable(): never {
  throw new TypeError('Unreadable')
}

/** Whether something has fields. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
/** The fields of an object, of which nothing is known yet. */
export const fieldsOf = (value: unknown) => (isObject(value) ? value : unreadable())
/** A string of a form. */
export const like =
  (form: RegExp): Read<string> =>
  (value) =>
    typeof value === 'string' && form.test(value) ? value : unreadable()
/** Any string. */
export const text = like(/^/)
/** A number. */
export const number: Read<number> = (value) => (typeof value === 'number' ? value : unreadable())
/** A boolean. */
export const truth: Read<boolean> = (value) => (typeof value === 'boolean' ? value : unreadable())
/** Null, or something that is read. */
export const orNull =
  <T>(read: Read<T>): Read<T | null> =>
  (value) =>
    value === null ? null : read(value)
/** A list of something. */
export const list =
  <T>(read: Read<T>): Read<T[]> =>
  (value) =>
    Array.isArray(value) ? value.map(read) : unreadable()
/** One of a closed list, or else what stands for the unknown. */
export const oneOf =
  <T, Other>(known: readonly T[], otherwise: Other): Read<T | Other> =>
  (value) =>
    known.find((one) => one === value) ?? otherwise
/** An object, field by field. */
export const object =
  <T extends object>(fields: { readonly [Name in keyof T]: Read<T[Name]> }): Read<T> =>
  (value) => {
    const given = fieldsOf(value)
    const read = Object.entries<Read<unknown>>(fields).map(([name, field]) => [name, field(given[name])])
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each field was read as what T says it is
    return Object.fromEntries(read) as T
  }

/** An amount. */
export const readMoney = object<Money>({
  value: (value) => (Number.isSafeInteger(value) && number(value) >= 1 ? number(value) : unreadable()),
  currency: like(/^[A-Z]{3}$/),
})

/** A saved card. */
export const readCard = object<SavedCard>({
  id: text,
  brand: orNull(text),
  last4: orNull(like(/^\d{4}$/)),
  expiry: orNull(object({ month: number, year: number })),
  state: oneOf(CARD_STATES, 'active'),
  isDefault: truth,
  cvc: oneOf(CVC_RULES, 'optional'),
})

/** What a customer agrees to. */
export const readConsent = object<Consent>({ version: text, locale: text, text })

/** A signed price. */
export const readQuote = like(/^[^]{1,2048}$/)

const readUnpaid = object<Omit<Checkout, 'payment'>>({
  checkoutId: text,
  description: text,
  amount: readMoney,
  quote: readQuote,
  quoteExpiresAt: text,
  cards: list(readCard),
  consent: readConsent,
})

/** Everything one screen needs. Throws when it is not that. */
export async function readCheckout(json: unknown): Promise<Checkout> {
  const { payment } = fieldsOf(json)
  return {
    ...readUnpaid(json),
    // Most customers come to pay, and not to a payment: reading one is loaded when there is one.
    payment: payment === null ? null : (await import('./read-payment.ts')).readPayment(payment),
  }
}
