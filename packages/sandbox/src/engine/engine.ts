import type { SandboxClock } from '../clock/clock.ts'
import { createTimestamps } from '../clock/timestamp.ts'
import { isLoopback } from '../http/loopback.ts'
import { applyDueChanges, nextChangeAt } from '../payment/scheduled-changes.ts'
import type { Identity } from '../project/identity.ts'
import type { SandboxSettings } from '../project/settings.ts'
import { createScripts, type Scripts } from '../scenario/script.ts'
import { isFinal, type Order } from '../store/order.ts'
import { createStore, type Changes, type SandboxState, type Store } from '../store/store.ts'
import { beginUnitOfWork, type UnitOfWork } from '../store/unit-of-work.ts'
import { createWebhookDispatcher, type WebhookDispatcher } from '../webhook/dispatcher.ts'
import { toDeliveries } from '../webhook/to-deliveries.ts'
import { createRequestLog, type RequestLog } from './request-log.ts'

/** How an engine is set up. */
export interface EngineOptions {
  readonly apiKey: string
  readonly identity: Identity
  /** Builds hosted page URLs from the origin of the request when that is a loopback address. */
  readonly followsLoopback: boolean
  readonly clock: SandboxClock
  readonly timeScale: number
  readonly newId: () => string
  readonly fetch: typeof fetch
  readonly maxOrders: number
  readonly settings: SandboxSettings
  readonly state: SandboxState | undefined
  readonly onChange: (changes: Changes) => void | Promise<void>
  readonly onReset: () => void
}

/** The state of the gateway and everything that changes it: store, timers, webhooks and scripts. It knows no HTTP routes. */
export interface Engine {
  readonly apiKey: string
  readonly identity: Identity
  /** The identity with the origin under which this request's client reaches the hosted pages. */
  identityFor(request: Request): Identity
  readonly clock: SandboxClock
  readonly timeScale: number
  readonly store: Store
  readonly scripts: Scripts
  readonly webhooks: WebhookDispatcher
  readonly requests: RequestLog
  readonly newId: () => string
  settings: SandboxSettings
  /** Aborted by `reset` and `close`. Ends calls that hang and drops commits that are still to come. */
  readonly stopSignal: AbortSignal
  /** Begins a unit of work, with ids from `newId` when given. */
  begin(newId?: () => string): UnitOfWork
  /** Writes the work to the store and through `onChange`, then sets timers and queues webhooks. */
  commit(work: UnitOfWork): Promise<void>
  /** Runs an operation in a unit of work and commits it. */
  run<T>(operation: (work: UnitOfWork) => T): Promise<T>
  /** The scripted status to show in place of the order's own, if any. `advance` moves on to the next one. */
  nextShownStatus(order: Order, advance: boolean): string | undefined
  reset(): void
  close(): void
}

// The promise has no caller to reject to: a full disk must not end the process.
const inBackground = (promise: void | Promise<void>): void => void Promise.resolve(promise).catch(() => {})

/** Creates an engine, from a saved state when there is one. */
export function createEngine(options: EngineOptions): Engine {
  const { clock, timeScale, newId, identity } = options
  const store = createStore(options.maxOrders)
  const scripts = createScripts(newId)
  const timestamp = createTimestamps(() => clock.now())
  const timers = new Map<string, () => void>()
  /** By order: how many of its scripted statuses have been shown. */
  const shown = new Map<string, number>()
  let stopping = new AbortController()

  const persist = options.onChange

  const webhooks = createWebhookDispatcher({
    clock,
    timeScale,
    fetch: options.fetch,
    maxDeliveries: options.maxOrders * 2,
    // If this write is lost, the webhook is sent once more after a restart.
    onChange: (delivery) => inBackground(persist({ orders: [], cards: [], deliveries: [delivery] })),
  })

  const dropOrder = (orderId: string) => {
    timers.get(orderId)?.()
    timers.delete(orderId)
    shown.delete(orderId)
  }

  const scheduleNextChange = (order: Order) => {
    timers.get(order.id)?.()
    timers.delete(order.id)
    const at = nextChangeAt(order)
    if (at === undefined) return
    const runDueChanges = () => {
      timers.delete(order.id)
      inBackground(
        engine.run((work) => {
          const due = work.order(order.id)
          if (due !== undefined) applyDueChanges(work, due)
        }),
      )
    }
    timers.set(order.id, clock.setTimer(runDueChanges, Math.max(0, at - clock.now())))
  }

  const engine: Engine = {
    apiKey: options.apiKey,
    identity,
    identityFor(request) {
      if (!options.followsLoopback) return identity
      const { origin, hostname } = new URL(request.url)
      return isLoopback(hostname) ? { ...identity, url: origin } : identity
    },
    clock,
    timeScale,
    store,
    scripts,
    webhooks,
    requests: createRequestLog(),
    newId,
    settings: options.settings,
    get stopSignal() {
      return stopping.signal
    },
    begin: (ids = newId) =>
      beginUnitOfWork({
        store,
        nowMs: () => clock.now(),
        timeScale,
        settings: () => engine.settings,
        timestamp,
        newId: ids,
      }),
    async commit(work) {
      const { stopSignal } = engine
      const { orders, cards } = work.changes
      for (const dropped of store.apply({ orders, cards })) dropOrder(dropped.id)
      const deliveries =
        work.statusChanges.length === 0
          ? []
          : toDeliveries(
              {
                identity,
                settings: engine.settings,
                nowMs: work.nowMs,
                timeScale,
                newId,
                order: (id) => store.order(id),
              },
              work.statusChanges,
            )
      if (orders.length > 0 || cards.length > 0) await persist({ orders, cards, deliveries })
      if (stopSignal.aborted) return
      for (const order of orders) if (store.order(order.id) === order) scheduleNextChange(order)
      webhooks.enqueue(deliveries)
      for (const { id, status, fault } of orders) {
        if (fault.webhooks?.kind === 'reordered' && isFinal(status)) webhooks.releaseHeld(id)
        if (fault.webhooks?.kind === 'early') await webhooks.sendNow(id)
      }
    },
    async run(operation) {
      const work = engine.begin()
      const result = operation(work)
      await engine.commit(work)
      return result
    },
    nextShownStatus(order, advance) {
      const statuses = order.fault.shows?.statuses
      if (statuses === undefined || order.status !== 'completed') return undefined
      const next = shown.get(order.id) ?? 0
      if (advance && next < statuses.length) shown.set(order.id, next + 1)
      return statuses[next]
    },
    reset() {
      stopping.abort()
      stopping = new AbortController()
      for (const cancel of timers.values()) cancel()
      timers.clear()
      shown.clear()
      scripts.clear()
      webhooks.clear()
      store.clear()
      engine.settings = options.settings
      options.onReset()
    },
    close() {
      stopping.abort()
      for (const cancel of timers.values()) cancel()
      timers.clear()
      webhooks.clear()
    },
  }

  if (options.state !== undefined) {
    store.apply(options.state)
    for (const order of store.orders()) scheduleNextChange(order)
    webhooks.enqueue(options.state.deliveries)
  }
  return engine
}
