/** One try to deliver a webhook. */
export interface DeliveryAttempt {
  /** Milliseconds since 1970. */
  readonly at: number
  /** HTTP status, or null when nobody answered in time. */
  readonly status: number | null
}

/** A webhook on its way. */
export interface Delivery {
  readonly id: string
  readonly orderId: string
  readonly url: string
  readonly body: Readonly<Record<string, string>>
  readonly isForged: boolean
  /** `held` waits for the order to be final, `lost` is never sent, `failed` was given up after the last retry. */
  readonly state: 'held' | 'pending' | 'delivered' | 'failed' | 'lost'
  readonly attempts: readonly DeliveryAttempt[]
  /** Milliseconds since 1970; null when no attempt is to come. */
  readonly nextAttemptAt: number | null
}

/**
 * The published schedule (docs.costplus.io, Webhooks): the first attempt has four seconds to be answered, later ones
 * ten; ten retries two minutes apart.
 */
export const DELIVERY_SCHEDULE = {
  firstTimeoutMs: 4_000,
  laterTimeoutMs: 10_000,
  retryEveryMs: 120_000,
  retries: 10,
} as const
