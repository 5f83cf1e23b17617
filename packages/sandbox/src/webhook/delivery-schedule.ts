/**
 * The published schedule (docs.costplus.io, Webhooks): the first attempt times out after four seconds, later ones after
 * ten. Ten retries, two minutes apart.
 */
export const DELIVERY_SCHEDULE = {
  firstTimeoutMs: 4_000,
  laterTimeoutMs: 10_000,
  retryEveryMs: 120_000,
  retries: 10,
} as const
