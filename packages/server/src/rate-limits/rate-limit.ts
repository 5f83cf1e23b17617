/** How many times something may happen within a window of time. */
export interface RateLimit {
  readonly limit: number
  readonly withinMs: number
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** The limits of one customer, address or card. Guessing card numbers and CVCs takes many tries; shopping does not. */
export const DEFAULT_RATE_LIMITS = {
  paymentsPerCustomer: { limit: 20, withinMs: 10 * minute },
  paymentsPerCustomerAndDay: { limit: 100, withinMs: day },
  /** IPv6 addresses count by their /64, the usual allocation of one household. */
  paymentsPerAddress: { limit: 60, withinMs: 10 * minute },
  hostedStartsPerCustomer: { limit: 20, withinMs: hour },
  declinesPerCard: { limit: 5, withinMs: day },
  /** Webhooks at the project-wide URL, over all payments: they carry no signature, and each may cause a poll. */
  unsignedWebhooks: { limit: 60, withinMs: minute },
  /** Ends with the day, or when the customer pays with the card on the hosted page and saves it again. */
  wrongCvcsPerCard: { limit: 6, withinMs: day },
} as const satisfies Record<string, RateLimit>

/** The name of a rate limit. */
export type RateLimitName = keyof typeof DEFAULT_RATE_LIMITS
/** All rate limits by name: the option `rateLimits` replaces some of them. */
export type RateLimits = Readonly<Record<RateLimitName, RateLimit>>
