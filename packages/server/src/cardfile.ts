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

/** The merchant's side of Cardfile. */
export interface Cardfile {
  /**
   * Answers every request below the mount point. Never rejects: what goes wrong is an answer, too. `received.address` is
   * the other end of the connection, for the rate limit per address; `toNodeListener` fills it in.
   */
  handle(request: Request, received?: Received): Promise<Response>
  /**
   * Opens the database and keeps payments, events and cards up to date until `close()`. For a process that lives long;
   * elsewhere call `reconcile()` from a schedule. Rejects with a sentence when the database cannot be opened.
   */
  start(): Promise<void>
  /** Does once what is due: asks the gateway about open payments, tells the shop what happened. */
  reconcile(): Promise<Reconciled>
  /** Brings the tables up to date, for shops that say `migrate: 'manual'`. */
  migrate(): Promise<void>
  /**
   * Closes a payment that is held for a person. Answers the state it is in then; rejects with a sentence when the gateway
   * contradicts the decision.
   */
  resolve(decision: Decision): Promise<PaymentState>
  /** Seals every card anew that a previous secret sealed. Answers how many; afterwards that secret may go. */
  rotate(): Promise<number>
  /**
   * Forgets a customer, for whoever asks to be erased: card tokens, card digits and expiries go, open payments end without
   * saving a card, and what must be kept about money stays. Answers how many cards were removed; once more changes nothing.
   */
  eraseCustomer(customerId: string): Promise<number>
  /**
   * Looks at the wiring: secret, key, addresses, database, clocks, and which PCI questionnaire it implies. Changes
   * nothing, and tells no secret. Not for every request: it asks the gateway and its own public address.
   */
  doctor(): Promise<Diagnosis>
  /**
   * Finishes what is under way, requests included, and closes what Cardfile opened: an embedded database, not a pool that
   * was given. Call it on SIGTERM, once no more requests are let in. It waits for half a minute at most: a charge is
   * answered sooner, and whatever hangs for longer is finished by the next process.
   */
  close(): Promise<void>
}

/** Longer than a charge and the look that confirms it, and as long as those who stop processes usually wait themselves. */
const drainDeadlineMs = 30_000

/** Makes the backend of a shop. Throws a sentence that names the option when one cannot work. Opens nothing yet. */
export function createCardfile(options: CardfileOptions): Cardfile {
  return assembleCardfile(options, createClock(options.timeScale ?? 1))
}

/** `createCardfile` with its clock in the caller's hands. Not exported from the package: time is a test's to move. */
export function assembleCardfile(options: CardfileOptions, clock: Clock): Cardfile {
  requireOptions(options)
  const log = createLog(options.logger)
  const answer = createHandler(options, open)
  const underWay = new Set<Promise<unknown>>()
  let opening: Promise<Context> | undefined
  let stop: (() => Promise<void>) | undefined

  function background(work: Promise<unknown>): void {
    const logged = work.catch((error: unknown) => {
      log.error(toLoggable(error), 'Work after an answer failed; the reconciler does it again')
    })
    void track(logged)
  }

  /** What `close()` waits for: a charge that was sent is written up before the database goes. */
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
      // What was under way may have been a start.
    } while (underWay.size > 0 || stop !== undefined)
  }

  function open(): Promise<Context> {
    // A database that could not be opened is tried again with the next request.
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
      // An embedded database that is already in use stays open for that use.
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
