// Apart from the schemas: a browser that sends the header needs no schema.

/** Header that identifies one press of the button. The same key with the same intent gives the same payment. */
export const IDEMPOTENCY_KEY_HEADER = 'idempotency-key'
