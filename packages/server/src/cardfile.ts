import type { Received } from './rate-limits/address.ts'
import { eraseCustomer } from './cards/erase-customer.ts'
import { rotateCards } from './cards/rotate-cards.ts'
import type { Context } from './context.ts'
import { openContext } from './open-context.ts'
import { type Diagnosis, diagnose } from './doctor/diagnose.ts'
import { createHandler } from './http/handler.ts'
import { type CardfileOptions, requireOptions } from './options.ts'
import { type Reconciled, reconcile, startReconciler } from './polling/reconcile.ts'
import { type Decision, resolvePayment } from './polling/resolve-payment.ts'
import { toLoggable } from './log/error-code.ts'
import { createLog } from './log/log.ts'
import type { PaymentState } from './state-machine/payment-state.ts'
import { type Clock, createClock } from './store/clock.ts'
import { openDatabase } from './store/database.ts'

/** The backend of a shop: one request handler, and the operations of the shop's operators. */
export interface Cardfile {
  /**
   * Answers every request below the mount point. Never rejects: a failure is answered with a problem. `received.address` is
   * the peer of the connection, for the rate limit per address; `toNodeListener` sets it.
   */
  handle(request: Request, received?: Received): Promise<Response>
  /**
   * Opens the database and reconciles payments, events and cards until `close()`. For a long-lived process; elsewhere call
   * `reconcile()` on a schedule. Rejects with a sentence if the database cannot be opened.
   */
  start(): Promise<void>
  /** Does all due work once: polls open payments and delivers events. */
  reconcile(): Promise<Reconciled>
  /** Brings the tables up to date. For shops with `migrate: 'manual'`. */
  migrate(): Promise<void>
  /**
   * Closes a payment in review and returns its new state. Rejects with a sentence if the gateway contradicts the decision.
   */
  resolve(decision: Decision): Promise<PaymentState>
  /** Seals the cards of previous secrets again with the current one. Returns how many; those secrets can then be removed. */
  rotate(): Promise<number>
  /**
   * Erases a customer: clears card tokens, digits and expiries, and keeps open payments from saving a card. The records of
   * charges and consents stay. Returns how many cards were removed. A second call changes nothing.
   */
  eraseCustomer(customerId: string): Promise<number>
  /**
   * Checks the set-up: secret, API key, addresses, database and clocks, and which PCI questionnaire applies. Changes nothing
   * and reveals no secret. Not a health check: it calls the gateway and the shop's public address.
   */
  doctor(): Promise<Diagnosis>
  /**
   * Waits for requests and background work, then closes an embedded database; a pool stays the shop's to close. Call it on
   * SIGTERM, once no new requests arrive. Waits 30 s at most: the next process finishes work that hangs for longer.
   */
  close(): Promise<void>
}

/** Longer than a charge and the poll that confirms it, and the usual grace period of process managers. */
const drainDeadlineMs = 30_000

/** Creates the backend of a shop. Throws a sentence that names the option if one cannot work. Opens no connection yet. */
export function createCardfile(options: CardfileOptions): Cardfile {
  return assembleCardfile(options, createClock(options.timeScale ?? 1))
}

/** `createCardfile` with a given clock. Not exported from the package: only tests need one. */
export function assembleCardfile(options: CardfileOptions, clock: Clock): Cardfile {
  requireOptions(options)
  const log = createLog(options.logger)
  const answer = createHandler(options, open)
  const underWay = new Set<Promise<unknown>>()
  let opening: Promise<Context> | undefined
  let stop: (() => Promise<void>) | undefined

  function background(work: Promise<unknown>): void {
    const logged = work.catch((error: unknown) => {
      log.error(toLoggable(error), 'Background work failed. The reconciler tries it again')
    })
    void track(logged)
  }

  /** Makes `close()` wait for the work: a charge that was sent must be recorded before the database closes. */
  function track<T>(work: Promise<T>): Promise<T> {
    const settled: Promise<unknown> = work.then(
      () => underWay.delete(settled),
      () => underWay.delete(settled),
    )
    underWay.add(settled)
    return work
  }

  async function drain(): Promise<void> {
    do {
      await stop?.()
      stop = undefined
      await Promise.all(underWay)
      // The work may have been a `start()`, which sets `stop`.
    } while (underWay.size > 0 || stop !== undefined)
  }

  function open(): Promise<Context> {
    // A failure is not cached: the next request tries again.
    opening ??= openContext(options, clock, background).catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return opening
  }

  async function start(): Promise<void> {
    const context = await open()
    stop ??= startReconciler(context)
  }

  return {
    handle: (request, received) => track(answer(request, received)),
    start: () => track(start()),
    reconcile: () => track(open().then((context) => reconcile(context))),
    async migrate() {
      const database = await openDatabase(options.database, true)
      // Requests may be using the same embedded database.
      if (opening === undefined) await database.close()
    },
    resolve: (decision) => track(open().then((context) => resolvePayment(context, decision))),
    rotate: async () => rotateCards(await open()),
    eraseCustomer: async (customerId) => eraseCustomer(await open(), customerId),
    doctor: () => diagnose(options, clock, () => opening !== undefined),
    async close() {
      let timer: ReturnType<typeof setTimeout> | undefined
      const deadline = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, drainDeadlineMs)
      })
      await Promise.race([drain(), deadline])
      clearTimeout(timer)
      const context = await opening?.catch(() => undefined)
      opening = undefined
      await context?.database.close()
    },
  }
}
