import * as v from 'valibot'

const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0))

/** Answer of `GET /health`: counts for monitoring, and nothing that belongs to a customer. */
export const healthSchema = v.object({
  open: countSchema,
  confirming: countSchema,
  surplus: countSchema,
  review: countSchema,
  oldestOpenSeconds: countSchema,
  outboxLagSeconds: countSchema,
  /** `refused`: the gateway rejects the API key. No payment starts until a read succeeds. */
  gateway: v.picklist(['ok', 'refused']),
})
/** The health counts. */
export type Health = v.InferOutput<typeof healthSchema>
