/** How much of something is allowed in how long a time. */
export interface RateLimit {
  readonly limit: number
  readonly withinMs: number
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** What one customer, address or card may do. Guessing card numbers and codes needs many tries; buying does not. */
export const DEFAULT_RATE_LIMITS = {
  paymentsPerCustomer: { limit: 20, withinMs: 10 * minute },
  paymentsPerCustomerAndDay: { limit: 100, withinMs: day },
  /** IPv6 addresses count by their /64, which is what one household has. */
  paymentsPerAddress: { limit: 60, withinMs: 10 * minute },
  hostedStartsPerCustomer: { limit: 20, withinMs: hour },
  declinesPerCard: { limit: 5, withinMs: day },
  /** Webhooks to the address of the whole project, of all payments together: nothing signs it, and each may cause a look. */
  unsignedWebhooks: { limit: 60, withinMs: minute },
  /** Beyond it the card is charged again once it was paid with at the gateway and saved anew, or the day is over. */
  wrongCodesPerCard: { limit: 6, withinMs: day },
} as const satisfies Record<string, RateLimit>

export type RateLimitName = keyof typeof DEFAULT_RATE_LIMITS
export type RateLimits = Readonly<Record<RateLimitName, RateLimit>>

/** Saved cards one customer may have. */
export const savedCardLimit = 10

/** Wrong security codes that close a saved card, and for how long: 3 of 1,000 codes an hour is no guessing. */
export const wrongCodeLimit = 3
export const closedForMs = hour
