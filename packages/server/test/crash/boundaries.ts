import type { Flow } from './flows.ts'
import type { Passed, Position } from './protocol.ts'

/** What a transaction is for, by what it writes. */
const PURPOSES: readonly [string, string][] = [
  ['insert payment', 'claim'],
  ['update checkout', 'success'],
  ['insert payment_log', 'apply'],
  ['insert card', 'card'],
]

/** A boundary as a person reads it: `claim: commit` for `transaction 1: commit`. */
export function toTitle(boundary: string, trace: readonly Passed[]): string {
  const [, transaction, statement] = /^(transaction \d+): (.+)$/.exec(boundary) ?? []
  if (transaction === undefined || statement === undefined) return boundary
  const own = trace.filter((passed) => passed.boundary.startsWith(`${transaction}: `))
  const purpose = PURPOSES.find(([sign]) => own.some((passed) => passed.boundary === `${transaction}: ${sign}`))
  return purpose === undefined ? boundary : `${purpose[1]}: ${statement}`
}

/**
 * The crash points of the reference, and which boundary each of them is. `onEvent payment.succeeded` is
 * the shop being told, `success` the transaction that records a charge.
 */
export const FAILPOINTS = {
  'claim.beforeCommit': { side: 'before', title: 'claim: commit' },
  'post.beforeSend': { side: 'before', title: 'POST /v1/orders/' },
  'post.afterResponse': { side: 'after', title: 'POST /v1/orders/' },
  'outbox.beforeDeliver': { side: 'before', title: 'onEvent payment.succeeded' },
  'outbox.afterDeliver': { side: 'after', title: 'onEvent payment.succeeded' },
  'recon.beforeApply': { side: 'before', title: 'success: begin' },
} as const satisfies Record<string, { readonly side: Position['side']; readonly title: string }>

/** Where a flow is stopped. */
export interface Crash extends Position {
  readonly flow: Flow
  readonly title: string
  /** Whether another world is left behind than at the place before: something lasting has just been, or is about to be. */
  readonly isEssential: boolean
  /** Inside a transaction: the kill undoes it. On the embedded database nobody else gets through meanwhile. */
  readonly isUndone: boolean
}

/** Every place of a recorded flow: before and after each statement, request and event. */
export function toCrashes(flow: Flow, trace: readonly Passed[]): Crash[] {
  const first = trace.findIndex(({ boundary }) => boundary === flow.from)
  return trace.slice(Math.max(0, first)).flatMap(({ boundary, isLasting, isInTransaction, isDone }) => {
    const crash = { flow, boundary, title: toTitle(boundary, trace) }
    const before = {
      ...crash,
      side: 'before',
      isEssential: isLasting || isInTransaction,
      isUndone: isInTransaction,
    } as const
    // Once COMMIT is answered the transaction is over.
    const after = { ...crash, side: 'after', isEssential: isLasting, isUndone: isInTransaction && !isLasting } as const
    return isDone ? [before, after] : [before]
  })
}
