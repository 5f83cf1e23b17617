import { findTestCard, TEST_CARDS, type TestCardId } from './test-cards.ts'

/** The fields of the card form as typed. The CVC is checked once and never stored. */
export interface TypedCard {
  readonly number: string
  readonly expiry: string
  readonly cvc: string
  readonly name: string
}

/** Name of a field of the card form. */
export type CardField = keyof TypedCard

/** A card that passed the form's checks, without its CVC. */
export interface CardEntry {
  readonly cardId: TestCardId
  /** `MMYYYY`, as the gateway writes it. */
  readonly expiry: string
  readonly holder: string | null
  readonly cvcIsWrong: boolean
}

/** The CVC that every card declines with ERROR_CARD_CVV_NOT_VALID; `6666` on American Express. */
export const WRONG_CVC = '666'

/** Whether a CVC is the one that is always declined. */
export const isWrongCvc = (cvc: string): boolean => cvc === WRONG_CVC || cvc === `${WRONG_CVC}6`

/** Parses `MM/YY`, `MMYY`, `MM/YYYY` or `MMYYYY` to `MMYYYY`. */
export function parseExpiry(typed: string): string | undefined {
  const match = /^(0?[1-9]|1[0-2])\s*[/\-. ]\s*(?:20)?(\d{2})$|^(0[1-9]|1[0-2])(?:20)?(\d{2})$/.exec(typed.trim())
  if (match === null) return undefined
  const [, month = match[3], year = match[2] ?? match[4]] = match
  return month === undefined || year === undefined ? undefined : `${month.padStart(2, '0')}20${year}`
}

/** Whether a card that expires in `MMYYYY` is past the last day of that month. */
export function isExpired(expiry: string, nowMs: number): boolean {
  return Date.UTC(Number(expiry.slice(2)), Number(expiry.slice(0, 2)), 1) <= nowMs
}

/** Checks a typed card. Returns the card, or a message for each invalid field. */
export function parseTypedCard(
  typed: TypedCard,
  nowMs: number,
): { readonly card: CardEntry } | { readonly problems: Partial<Record<CardField, string>> } {
  const cardId = findTestCard(typed.number)
  const expiry = parseExpiry(typed.expiry)
  const cvc = typed.cvc.trim()
  const problems: Partial<Record<CardField, string>> = {}

  if (typed.number.trim() === '') problems.number = 'Enter the card number.'
  else if (cardId === undefined) problems.number = 'This is not a test card. Choose one from the list of test cards.'
  if (expiry === undefined) problems.expiry = 'Enter the expiry date as month and year, like 12/28.'
  else if (isExpired(expiry, nowMs)) problems.expiry = 'This date has passed. Enter one in the future.'
  const digits = cardId === undefined ? [3, 4] : [TEST_CARDS[cardId].cvcLength, 3]
  if (!/^\d+$/.test(cvc) || !digits.includes(cvc.length)) {
    problems.cvc = `Enter the ${cardId !== undefined && TEST_CARDS[cardId].cvcLength === 4 ? '4' : '3'}-digit security code.`
  }

  if (cardId === undefined || expiry === undefined || Object.keys(problems).length > 0) return { problems }
  const holder = typed.name.trim().slice(0, 100)
  return { card: { cardId, expiry, holder: holder === '' ? null : holder, cvcIsWrong: isWrongCvc(cvc) } }
}
