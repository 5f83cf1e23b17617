/** An attempt to deliver a webhook. */
export interface DeliveryAttempt {
  /** Milliseconds since 1970. */
  readonly at: number
  /** HTTP status, or null when no response arrived in time. */
  readonly status: number | null
}

/** A webhook and its delivery attempts. */
export interface Delivery {
  readonly id: string
  readonly orderId: string
  readonly url: string
  readonly body: Readonly<Record<string, string>>
  readonly isForged: boolean
  /** `held` waits for the order to be final, `lost` is never sent, `failed` is a dead letter: the last retry failed. */
  readonly state: 'held' | 'pending' | 'delivered' | 'failed' | 'lost'
  readonly attempts: readonly DeliveryAttempt[]
  /** Milliseconds since 1970. Null when there is no further attempt. */
  readonly nextAttemptAt: number | null
}
