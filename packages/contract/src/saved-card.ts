import * as v from 'valibot'
import { CARD_STATES, CVC_RULES } from './card-states.ts'

export const savedCardSchema = v.object({
  id: v.string(),
  /** Lower-case scheme name as the gateway gives it, for example `visa`; never guessed. */
  brand: v.nullable(v.string()),
  /** The four digits a customer knows the card by. */
  last4: v.nullable(v.pipe(v.string(), v.regex(/^\d{4}$/))),
  expiry: v.nullable(v.object({ month: v.number(), year: v.number() })),
  state: v.fallback(v.picklist(CARD_STATES), 'active'),
  isDefault: v.boolean(),
  cvc: v.fallback(v.picklist(CVC_RULES), 'optional'),
})

/** A card the gateway keeps for this customer, with consent. It carries no token: that stays on the server. */
export type SavedCard = v.InferOutput<typeof savedCardSchema>

/** Answer of the routes that list a customer's saved cards. */
export const savedCardsSchema = v.object({ cards: v.array(savedCardSchema) })
