/** `hosted`: typed on the gateway's page. `one_click`: a saved card, charged by the order itself. */
export type PaymentKind = 'hosted' | 'one_click'

/** States that block every other payment of the checkout. */
export const OPEN_STATES = [
  /** Written and about to be sent, being sent, or sent by a process that died. */
  'submitting',
  /** Sent and never answered: the order may exist and may have charged. */
  'unknown',
  /** The customer has to visit a page of the gateway. */
  'awaiting_customer',
  'processing',
  /** The gateway says `error`, which is not final: the customer may try again on its page. */
  'gateway_error',
  /** Given up here; the gateway has not confirmed it yet. */
  'closing',
] as const

/** Unpaid as far as is known. Only a fetched order that is completed moves a payment out of these. */
export const UNPAID_STATES = [
  /** The gateway never made an order for it. */
  'rejected',
  'declined',
  'cancelled',
  'expired',
  /** Never answered, and in none of the gateway's lists until the horizon. */
  'not_found',
  /** A hosted order whose address was lost with the answer: it cannot be paid. */
  'abandoned',
] as const

/** No order moves a payment out of these; a person resolves `review`. */
export const FINAL_STATES = [
  'succeeded',
  /** Charged although the checkout was already paid: the shop owes a refund. */
  'surplus',
  /** The order does not match what was asked for: held until a person decides. */
  'review',
] as const

/** Every state. A new one belongs to exactly one of the three lists above. */
export const PAYMENT_STATES = [...OPEN_STATES, ...UNPAID_STATES, ...FINAL_STATES] as const
export type PaymentState = (typeof PAYMENT_STATES)[number]

/** The states that `/health` counts. */
export const COUNTED_STATES = [...OPEN_STATES, 'surplus'] as const

/** Whether the payment blocks every other payment of its checkout. */
export function isOpen(state: PaymentState): boolean {
  return OPEN_STATES.some((open) => open === state)
}

/** Whether the payment is declared unpaid: the customer may pay again, and a completed order still overrules it. */
export function isUnpaid(state: PaymentState): boolean {
  return UNPAID_STATES.some((unpaid) => unpaid === state)
}

/** Whether no order changes the payment any more. */
export function isFinal(state: PaymentState): boolean {
  return FINAL_STATES.some((final) => final === state)
}
