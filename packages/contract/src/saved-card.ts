import * as v from 'valibot'
import { CARD_STATES, CVC_RULES } from './card-states.ts'

/** A saved card. Unknown states and CVC rules of a newer backend parse as `active` and `optional`. */
export const savedCardSchema = v.object({
  id: v.string(),
  /** Lower-case name of the card scheme from the gateway, for example `visa`. Never guessed. */
  brand: v.nullable(v.string()),
  /** The last four digits of the card number. */
  last4: v.nullable(v.pipe(v.string(), v.regex(/^\d{4}$/))),
  expiry: v.nullable(v.object({ month: v.number(), year: v.number() })),
  state: v.fallback(v.picklist(CARD_STATES), 'active'),
  isDefault: v.boolean(),
  cvc: v.fallback(v.picklist(CVC_RULES), 'optional'),
})

/** A card that the gateway keeps for this customer, with consent. Its token stays on the server. */
export type SavedCard = v.InferOutput<typeof savedCardSchema>

/** Answer of the routes that list a customer's saved cards. */
export const savedCardsSchema = v.object({ cards: v.array(savedCardSchema) })
