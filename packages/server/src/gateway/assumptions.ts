/**
 * What polling assumes about the gateway where its documentation is silent. With a second gateway, each takes the larger
 * value of the two gateways. The server's README lists the questions behind them. The client's own assumptions are in
 * `costplus/assumptions.ts`.
 */

/** How late the gateway may still create an order after the connection was lost. */
export const latestCommitMs = 120_000

/** How late a created order may appear in the gateway's list. */
export const latestListingMs = 120_000

/** How far the gateway's clock may be from the database's. List windows are widened by it on both sides. */
export const clockSkewMs = 300_000
