/** How the issuer of a test card answers when no scenario overrides it. */
export type CardResult =
  | { readonly kind: 'approve' }
  | { readonly kind: 'decline'; readonly networkCode: '05' | '43' | '51' }
  | { readonly kind: 'challenge'; readonly passes: string; readonly fails: string }

/** A card the sandbox accepts. */
export interface TestCard {
  readonly number: string
  readonly brand: 'visa' | 'mastercard' | 'amex' | 'diners' | 'discover'
  readonly cvcLength: 3 | 4
  readonly result: CardResult
  readonly label: string
}

const approve = { kind: 'approve' } as const

/**
 * The published test cards (docs.costplus.io, Testing and Processors). Every other number is rejected, so that a real card
 * is never accepted. No Luhn check: the three declining numbers would fail it.
 */
export const TEST_CARDS = {
  'visa-1111': { number: '4111111111111111', brand: 'visa', cvcLength: 3, result: approve, label: 'approved' },
  'mastercard-0037': {
    number: '5544330000000037',
    brand: 'mastercard',
    cvcLength: 3,
    result: approve,
    label: 'approved',
  },
  'visa-0000': { number: '4462030000000000', brand: 'visa', cvcLength: 3, result: approve, label: 'approved' },
  'visa-1105': {
    number: '4111111111111105',
    brand: 'visa',
    cvcLength: 3,
    result: { kind: 'decline', networkCode: '05' },
    label: 'do not honour',
  },
  'visa-1143': {
    number: '4111111111111143',
    brand: 'visa',
    cvcLength: 3,
    result: { kind: 'decline', networkCode: '43' },
    label: 'stolen card',
  },
  'visa-1151': {
    number: '4111111111111151',
    brand: 'visa',
    cvcLength: 3,
    result: { kind: 'decline', networkCode: '51' },
    label: 'insufficient funds',
  },
  'visa-0036': {
    number: '4018810000100036',
    brand: 'visa',
    cvcLength: 3,
    result: approve,
    label: 'approved, frictionless',
  },
  'mastercard-0016': {
    number: '5420711000210016',
    brand: 'mastercard',
    cvcLength: 3,
    result: approve,
    label: 'approved, frictionless',
  },
  'amex-9677': {
    number: '375987000169677',
    brand: 'amex',
    cvcLength: 4,
    result: approve,
    label: 'approved, frictionless',
  },
  'diners-0679': {
    number: '36849800000679',
    brand: 'diners',
    cvcLength: 3,
    result: approve,
    label: 'approved, frictionless',
  },
  'visa-0015': {
    number: '4018810000150015',
    brand: 'visa',
    cvcLength: 3,
    result: { kind: 'challenge', passes: '0101', fails: '3333' },
    label: 'asks for a one-time code',
  },
  'mastercard-0015': {
    number: '5299910010000015',
    brand: 'mastercard',
    cvcLength: 3,
    result: { kind: 'challenge', passes: '4445', fails: '9999' },
    label: 'asks for a one-time code',
  },
  'amex-0005': {
    number: '375987000000005',
    brand: 'amex',
    cvcLength: 4,
    result: { kind: 'challenge', passes: '5678', fails: '3333' },
    label: 'asks for a one-time code',
  },
  'discover-9885': {
    number: '6011947300799885',
    brand: 'discover',
    cvcLength: 3,
    result: { kind: 'challenge', passes: '5678', fails: '3333' },
    label: 'asks for a one-time code',
  },
} as const satisfies Record<string, TestCard>

/** Name of a test card, such as `visa-1111`: brand and last four digits. */
export type TestCardId = keyof typeof TEST_CARDS

/** Challenge for a card without its own codes, used when a scenario forces one. */
export const FORCED_CHALLENGE = { kind: 'challenge', passes: '0101', fails: '3333' } as const satisfies CardResult

/** Whether a string names a test card. */
export function isTestCardId(text: string): text is TestCardId {
  return Object.hasOwn(TEST_CARDS, text)
}

/** Every test card with its id, in the published order. */
export const testCardList: readonly (TestCard & { readonly id: TestCardId })[] = Object.keys(TEST_CARDS)
  .filter(isTestCardId)
  .map((id) => ({ ...TEST_CARDS[id], id }))

const idByNumber = new Map<string, TestCardId>(testCardList.map(({ id, number }) => [number, id]))

/** Finds a test card by its number, ignoring spaces and dashes. */
export function findTestCard(typed: string): TestCardId | undefined {
  return idByNumber.get(typed.replace(/[\s-]/g, ''))
}
