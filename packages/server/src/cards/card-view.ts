import { type CardState, CVC_RULES, type CvcRule, type Money, type SavedCard } from '@cardfile/contract'
import type { CardfileOptions } from '../options.ts'
import { SetupError } from '../setup-error.ts'
import type { CardRow } from '../store/schema.ts'

/** The columns that describe a card to its holder. */
export type CardDetails = Pick<CardRow, 'brand' | 'last4' | 'expiryMonth' | 'expiryYear'>

/** The checkout that a CVC rule may depend on; null for the list of cards. */
export type CvcCheckout = { readonly checkoutId: string; readonly amount: Money } | null

/** A customer's cards as the browser sees them: newest first, one default among those that have not expired. */
export function toSavedCards(
  options: CardfileOptions,
  rows: readonly CardRow[],
  now: Date,
  checkout: CvcCheckout,
): SavedCard[] {
  const defaultId = toDefaultId(rows, now)
  return rows.map((row) => {
    const card = {
      id: row.id,
      ...toShown(row),
      state: toCardState(row, now),
      isDefault: row.id === defaultId,
    }
    return { ...card, cvc: toCvcRule(options, card, checkout) }
  })
}

/** The details the browser sees. A new one has to be in the contract's `SavedCard` too, or it does not compile. */
type ShownDetails = Pick<SavedCard, 'brand' | 'last4' | 'expiry'>

function toShown({ brand, last4, expiryMonth, expiryYear, ...unshown }: CardDetails): ShownDetails {
  // A new detail does not compile until it is shown.
  unshown satisfies Record<string, never>
  const expiry = expiryMonth === null || expiryYear === null ? null : { month: expiryMonth, year: expiryYear }
  return { brand, last4, expiry }
}

/** The default of a customer's cards, given newest first: never an expired one, and the newest when none is marked. */
export function toDefaultId(rows: readonly CardRow[], now: Date): string | undefined {
  const usable = rows.filter((row) => toCardState(row, now) !== 'expired')
  return (usable.find((row) => row.isDefault) ?? usable[0])?.id
}

/** The only place that decides the CVC rule: the server enforces the rule that the browser was given. */
function toCvcRule({ cvc }: CardfileOptions, card: Omit<SavedCard, 'cvc'>, checkout: CvcCheckout): CvcRule {
  if (cvc === undefined || cvc === 'never') return 'never'
  if (typeof cvc.collect !== 'function') return cvc.collect
  const rule = cvc.collect(card, checkout)
  if (CVC_RULES.includes(rule)) return rule
  throw new SetupError("`cvc.collect` has to return 'never', 'optional' or 'required', and not a promise of it.")
}

/** A card is valid through the last day of its month, in UTC. */
export function toCardState({ expiryMonth, expiryYear }: CardRow, now: Date): CardState {
  if (expiryMonth === null || expiryYear === null) return 'active'
  const monthsLeft = (expiryYear - now.getUTCFullYear()) * 12 + (expiryMonth - 1 - now.getUTCMonth())
  return monthsLeft < 0 ? 'expired' : monthsLeft <= 1 ? 'expiring' : 'active'
}
