import type { Identity } from '../wire/wire-order.ts'
import type { SandboxClock } from '../clock/clock.ts'
import { createStamps } from '../clock/timestamp.ts'
import { createLedger, type Changes, type Ledger, type SandboxState } from '../store/store.ts'
import { isFinal, type Order } from '../store/order.ts'
import { beginWork, type Work } from '../store/unit-of-work.ts'
import { nextDueAt, runDue } from '../payment/scheduled-changes.ts'
import { createScripts, type Scripts } from '../scenario/script.ts'
import { planDeliveries } from '../webhook/to-deliveries.ts'
import { createPostOffice, type PostOffice } from '../webhook/dispatcher.ts'
import type { SandboxSettings } from '../project/settings.ts'

/** What the engine is made of. */
export interface EngineParts {
  readonly apiKey: string
  readonly identity: Identity
  /** Hosted pages get the address a call came by, when that is this computer. */
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

/** The machinery behind the doors: books, clockwork, webhooks and scripts. */
export interface Engine {
  readonly apiKey: string
  readonly identity: Identity
  identityFor(request: Request): Identity
  readonly clock: SandboxClock
  readonly timeScale: number
  readonly ledger: Ledger
  readonly scripts: Scripts
  readonly postOffice: PostOffice
  readonly newId: () => string
  settings: SandboxSettings
  /** Aborted by a reset and by the end: lets go of every call that hangs, and of commits that were to come. */
  readonly ended: AbortSignal
  begin(newId?: () => string): Work
  /** Enters the work in the books, durably, then sets timers and webhooks going. */
  commit(work: Work): Promise<void>
  /** Shorthand for work that is committed at once. */
  run<T>(operation: (work: Work) => T): Promise<T>
  /** The status the next answer shows where the order is scripted to tell less than the truth. */
  nextShownStatus(order: Order, advance: boolean): string | undefined
  reset(): void
  close(): void
}

// Nobody waits for it, and a full disk must not end the process.
const inBackground = (promise: void | Promise<void>): void => void Promise.resolve(promise).catch(() => {})

/** Whether a host name means this computer. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '[::1]' ||
  /^127\.\d+\.\d+\.\d+$/.test(hostname)

/** Starts the machinery. */
export function createEngine(parts: EngineParts): Engine {
  const { clock, timeScale, newId, identity } = parts
  const ledger = createLedger(parts.maxOrders)
  const scripts = createScripts(newId)
  const stamp = createStamps(() => clock.now())
  const timers = new Map<string, () => void>()
  const shown = new Map<string, number>()
  let ending = new AbortController()

  const persist = (changes: Changes) => parts.onChange(changes)

  const postOffice = createPostOffice({
    clock,
    timeScale,
    fetch: parts.fetch,
    mostDeliveries: parts.maxOrders * 2,
    // A lost note only means that a webhook is sent once more after a restart.
    onChange: (delivery) => inBackground(persist({ orders: [], cards: [], deliveries: [delivery] })),
  })

  const forget = (orderId: string) => {
    timers.get(orderId)?.()
    timers.delete(orderId)
    shown.delete(orderId)
  }

  const arm = (order: Order) => {
    timers.get(order.id)?.()
    timers.delete(order.id)
    const at = nextDueAt(order)
    if (at === undefined) return
    const wake = () => {
      timers.delete(order.id)
      inBackground(
        engine.run((work) => {
          const due = work.order(order.id)
          if (due !== undefined) runDue(work, due)
        }),
      )
    }
    timers.set(order.id, clock.setTimer(wake, Math.max(0, at - clock.now())))
  }

  const engine: Engine = {
    apiKey: parts.apiKey,
    identity,
    identityFor(request) {
      if (!parts.followsLoopback) return identity
      const { origin, hostname } = new URL(request.url)
      return isLoopback(hostname) ? { ...identity, url: origin } : identity
    },
    clock,
    timeScale,
    ledger,
    scripts,
    postOffice,
    newId,
    settings: parts.settings,
    get ended() {
      return ending.signal
    },
    begin: (ids = newId) =>
      beginWork({
        ledger,
        nowMs: () => clock.now(),
        timeScale,
        settings: () => engine.settings,
        stamp,
        newId: ids,
      }),
    async commit(work) {
      const { ended } = engine
      const { orders, cards } = work.changes
      for (const dropped of ledger.apply({ orders, cards })) forget(dropped.id)
      const deliveries =
        work.announced.length === 0
          ? []
          : planDeliveries(
              {
                identity,
                settings: engine.settings,
                nowMs: work.nowMs,
                timeScale,
                newId,
                order: (id) => ledger.order(id),
              },
              work.announced,
            )
      if (orders.length > 0 || cards.length > 0) await persist({ orders, cards, deliveries })
      if (ended.aborted) return
      for (const order of orders) if (ledger.order(order.id) === order) arm(order)
      postOffice.accept(deliveries)
      for (const { id, status, fault } of orders) {
        if (fault.webhooks?.kind === 'reordered' && isFinal(status)) postOffice.releaseHeld(id)
        if (fault.webhooks?.kind === 'early') await postOffice.sendNow(id)
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
      const turn = shown.get(order.id) ?? 0
      if (advance && turn < statuses.length) shown.set(order.id, turn + 1)
      return statuses[turn]
    },
    reset() {
      ending.abort()
      ending = new AbortController()
      for (const cancel of timers.values()) cancel()
      timers.clear()
      shown.clear()
      scripts.clear()
      postOffice.clear()
      ledger.clear()
      engine.settings = parts.settings
      parts.onReset()
    },
    close() {
      ending.abort()
      for (const cancel of timers.values()) cancel()
      timers.clear()
      postOffice.clear()
    },
  }

  if (parts.state !== undefined) {
    ledger.apply(parts.state)
    for (const order of ledger.orders()) arm(order)
    postOffice.accept(parts.state.deliveries)
  }
  return engine
}
