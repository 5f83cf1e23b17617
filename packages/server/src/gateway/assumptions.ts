/**
 * What is assumed of the gateway where its documentation is silent, one constant for each. The server's README lists the
 * questions they stand for, and what to change when the gateway answers otherwise.
 */

/** How late the gateway may still create an order after our connection died. */
export const latestCommitMs = 120_000

/** How late an order that was created may show in the gateway's list. */
export const latestListingMs = 120_000

/** How far the gateway's clock may be from ours: list windows are widened by it on both sides. */
export const clockSkewMs = 300_000

/** Short page limits that are usual: a list of such a length may be cut short, because no limit is documented. */
export const suspiciousLengths: ReadonlySet<number> = new Set([10, 20, 25])

/** From this length on any number may be a page limit: a list is whole only when the gateway has just given a longer one. */
export const doubtfulLength = 50

/** Windows are not split further: the list's bounds may be kept in whole seconds. */
export const narrowestWindowMs = 1_000

/**
 * Statuses that, with the documented error body, mean that no order was made. Not 409, which may mean that there is one
 * already, and not 429, which nothing says is given before the order is made.
 */
export const refusalStatuses: ReadonlySet<number> = new Set([400, 401, 403, 404, 422])

/** Statuses after which an order is never paid. `error` is not one of them: the customer may try again on the same page. */
export const closedStatuses: ReadonlySet<string> = new Set(['cancelled', 'expired'])

/** What an order of ours tells about itself when it is read: `extra` is assumed to come back as it was sent. */
export const extraFields = { checkoutId: 'checkout_id', kind: 'payment_kind' } as const
