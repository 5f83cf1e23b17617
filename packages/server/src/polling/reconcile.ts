import type { Context } from '../context.ts'
import { deliverEvents } from '../events/outbox.ts'
import { toLoggable } from '../log/error-code.ts'
import { pollDue } from './poll-payment.ts'
import { sweep } from './sweep.ts'

/** The result of one pass. */
export interface Reconciled {
  /** Payments polled at the gateway. */
  readonly checked: number
  /** Events that `onEvent` accepted. */
  readonly delivered: number
  /** Orders that were paid at the gateway and not recorded here, and that this pass recorded. */
  readonly repaired: number
}

/** How often a long-lived process reconciles. The database holds when each payment and event is due. */
const passIntervalMs = 1_000
const shortestIntervalMs = 50

/** Enough for an ordinary backlog. The rest is left to the next pass, so that the sweep gets its turn. */
const batchesPerPass = 50

/** Sweeps, polls and delivers all that is due, once. Any number of instances may do so at the same time. */
export async function reconcile(context: Context, stop?: AbortSignal): Promise<Reconciled> {
  const repaired = await sweep(context, stop)
  let checked = 0
  let delivered = 0
  for (let batch = 0; batch < batchesPerPass; batch += 1) {
    if (stop?.aborted === true) break
    const [polled, accepted] = await Promise.all([pollDue(context), deliverEvents(context, stop)])
    checked += polled
    delivered += accepted
    if (polled + accepted === 0) break
  }
  return { checked, delivered, repaired }
}

/** Reconciles at an interval. Returns a function that stops it, which resolves when the pass in progress has ended. */
export function startReconciler(context: Context): () => Promise<void> {
  const intervalMs = Math.max(shortestIntervalMs, context.clock.scaled(passIntervalMs))
  const stopping = new AbortController()
  let wake = () => {}

  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, intervalMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await reconcile(context, stopping.signal).catch((error: unknown) => {
        context.log.error(toLoggable(error), 'Reconciling failed; the next pass tries again')
      })
      if (!stopping.signal.aborted) await pause()
    }
  }

  const running = run()
  return () => {
    stopping.abort()
    wake()
    return running
  }
}
