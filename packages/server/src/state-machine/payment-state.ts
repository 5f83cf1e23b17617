/** `hosted`: typed on the gateway's page. `one_click`: a saved card, charged by the order itself. */
export type PaymentKind = 'hosted' | 'one_click'

/** States that keep every other payment of the checkout out. */
export const OPEN_STATES = [
  /** Written, and about to be sent, being sent, or sent by a process that died. */
  'submitting',
  /** Sent, and the answer never came: the order may exist and may have charged. */
  'unknown',
  /** The customer has a page of the gateway to go to. */
  'awaiting_customer',
  'processing',
  /** The gateway says `error`, which is not final: the customer may try again on its page. */
  'gateway_error',
  /** Given up here; the gateway has not confirmed it yet. */
  'closing',
] as const

/** Unpaid as far as anybody knows. Only a fetched `completed` order moves a payment out of these. */
export const UNPAID_STATES = [
  /** The gateway never made an order of it. */
  'rejected',
  'declined',
  'cancelled',
  'expired',
  /** Never answered, and not found when it was looked for long enough. */
  'not_found',
  /** A hosted order whose address was lost with the answer: nobody can pay it. */
  'abandoned',
] as const

/** Where a payment stays. */
export const FINAL_STATES = [
  'succeeded',
  /** Charged although the checkout was already paid: owed back. */
  'surplus',
  /** Something about the order is not what was asked for: held for a person. */
  'review',
] as const

export const PAYMENT_STATES = [...OPEN_STATES, ...UNPAID_STATES, ...FINAL_STATES] as const
export type PaymentState = (typeof PAYMENT_STATES)[number]
