/**
 * What the Cost+ client assumes where the Cost+ documentation is silent, one constant for each assumption. The server's
 * README lists the questions behind them, and what to change once Cost+ has answered.
 */

/** Common page sizes: a list of exactly this length may be cut short, because no page limit is documented. */
export const suspiciousLengths: ReadonlySet<number> = new Set([10, 20, 25])

/** Any length from this one on may be the page limit: such a list is complete only if Cost+ has just returned a longer one. */
export const doubtfulLength = 50

/** Narrower windows are not split: Cost+ may round the bounds to whole seconds. */
export const narrowestWindowMs = 1_000

/**
 * Statuses that, with the documented error body, mean that no order was created. Not 409: the order may exist already. Not
 * 429: nothing says that it is answered before the order is created.
 */
export const rejectedStatuses: ReadonlySet<number> = new Set([400, 401, 403, 404, 422])

/** What an order carries about itself in `extra`, which is assumed to come back as it was sent. */
export const extraFields = { checkoutId: 'checkout_id', kind: 'payment_kind' } as const
