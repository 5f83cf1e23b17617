import type { Context } from '../context.ts'
import { ProblemError } from '../problem-error.ts'

/**
 * Queues the claims of one checkout within this process, so that together they use one connection. Without it, fifty tabs
 * wait for the checkout's lock on every connection of the pool, and other customers wait for a connection. The row lock
 * still decides. After a problem the next claim starts; any other error, such as a lock time-out, fails the claims behind.
 */
export async function queueClaim<T>({ claims }: Context, checkoutId: string, claim: () => Promise<T>): Promise<T> {
  const claimed = (claims.get(checkoutId) ?? Promise.resolve()).then(claim)
  const turn = claimed.catch((error: unknown) => {
    if (!(error instanceof ProblemError)) throw error
  })
  claims.set(checkoutId, turn)
  try {
    return await claimed
  } finally {
    if (claims.get(checkoutId) === turn) claims.delete(checkoutId)
    // No claim may wait for it: its rejection would then end the process.
    turn.catch(() => {})
  }
}
