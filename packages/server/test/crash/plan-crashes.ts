import type { Flow } from './flows.ts'
import type { CrashPoint, Effect } from './protocol.ts'

/** The purpose of a transaction: that of the first of these statements that it contains. */
const PURPOSES: readonly [string, string][] = [
  ['insert payment', 'claim'],
  ['update checkout', 'success'],
  ['insert payment_log', 'apply'],
  ['insert card', 'card'],
]

/** A readable name of an effect: `claim: commit` for `transaction 1: commit`. */
function toTitle(name: string, effects: readonly Effect[]): string {
  const [, transaction, statement] = /^(transaction \d+): (.+)$/.exec(name) ?? []
  if (transaction === undefined || statement === undefined) return name
  const names = new Set(effects.map((effect) => effect.name))
  const purpose = PURPOSES.find(([sign]) => names.has(`${transaction}: ${sign}`))
  return purpose === undefined ? name : `${purpose[1]}: ${statement}`
}

/**
 * The failpoints that the flows have to reach. `onEvent payment.succeeded` is the delivery of an event to the shop,
 * `success` the transaction that records a charge.
 */
export const FAILPOINTS = {
  'claim.beforeCommit': { side: 'before', title: 'claim: commit' },
  'post.beforeSend': { side: 'before', title: 'POST /v1/orders/' },
  'post.afterResponse': { side: 'after', title: 'POST /v1/orders/' },
  'outbox.beforeDeliver': { side: 'before', title: 'onEvent payment.succeeded' },
  'outbox.afterDeliver': { side: 'after', title: 'onEvent payment.succeeded' },
  'recon.beforeApply': { side: 'before', title: 'success: begin' },
} as const satisfies Record<string, { readonly side: CrashPoint['side']; readonly title: string }>

/** A crash point of a flow. */
export interface Crash extends CrashPoint {
  readonly flow: Flow
  readonly title: string
  /** Whether a kill here can leave another state than a kill at the point before. */
  readonly isEssential: boolean
  /** Inside a transaction, which the kill rolls back. On the embedded database the transaction also blocks all others. */
  readonly isRolledBack: boolean
}

/** Plans a crash before and after each effect of a recorded flow. */
export function planCrashes(flow: Flow, effects: readonly Effect[]): Crash[] {
  const first = effects.findIndex(({ name }) => name === flow.from)
  return effects.slice(Math.max(0, first)).flatMap(({ name, isDurable, isInTransaction, isDone }) => {
    const crash = { flow, effect: name, title: toTitle(name, effects) }
    const before = {
      ...crash,
      side: 'before',
      isEssential: isDurable || isInTransaction,
      isRolledBack: isInTransaction,
    } as const
    const after = {
      ...crash,
      side: 'after',
      isEssential: isDurable,
      // After COMMIT the transaction is over.
      isRolledBack: isInTransaction && !isDurable,
    } as const
    return isDone ? [before, after] : [before]
  })
}
