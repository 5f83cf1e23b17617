import * as v from 'valibot'

/** The body of a Cost+ webhook. Open on purpose: the other fields are ignored, because the order is fetched anyway. */
export const wireWebhookSchema = v.pipe(
  v.object({ order_id: v.pipe(v.string(), v.uuid()) }),
  v.transform(({ order_id: orderId }) => ({ orderId })),
)
