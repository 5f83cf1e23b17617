import type { SandboxClock } from '../clock/clock.ts'
import { DELIVERY_SCHEDULE, type Delivery } from '../store/delivery.ts'

/** What the delivery of webhooks needs from the sandbox around it. */
export interface PostOfficeTools {
  readonly clock: SandboxClock
  readonly timeScale: number
  readonly fetch: typeof fetch
  readonly mostDeliveries: number
  readonly onChange: (delivery: Delivery) => void
}

/** Delivers webhooks and remembers how it went. */
export interface PostOffice {
  /** Takes webhooks in; those that are due are sent once the caller has had its answer. */
  accept(deliveries: readonly Delivery[]): void
  /** Sends the pending webhooks of an order and waits for them. */
  sendNow(orderId: string): Promise<void>
  /** Sends what was held back for an order, newest first. */
  releaseHeld(orderId: string): void
  /** Delivers one webhook again, whatever became of it. */
  resend(id: string): boolean
  list(orderId?: string): Delivery[]
  clear(): void
}

// A scaled-down time-out still has to leave a merchant's handler the time to answer.
const shortestTimeoutMs = 1_000
// Held webhooks follow each other at this distance, or the network would be free to put them back in order.
const heldGapMs = 200

/** Opens a post office. */
export function createPostOffice({ clock, timeScale, fetch, mostDeliveries, onChange }: PostOfficeTools): PostOffice {
  const deliveries = new Map<string, Delivery>()
  const timers = new Map<string, () => void>()
  const running = new Set<AbortController>()

  const save = (delivery: Delivery) => {
    deliveries.set(delivery.id, delivery)
    onChange(delivery)
  }

  const post = async ({ url, body, attempts }: Delivery): Promise<number | null> => {
    const timeoutMs = attempts.length === 0 ? DELIVERY_SCHEDULE.firstTimeoutMs : DELIVERY_SCHEDULE.laterTimeoutMs
    const abort = new AbortController()
    running.add(abort)
    const cancel = clock.setTimer(() => abort.abort(), Math.max(shortestTimeoutMs, timeoutMs * timeScale))
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': 'cardfile-sandbox' },
        body: JSON.stringify(body),
        redirect: 'manual',
        signal: abort.signal,
      })
      void response.body?.cancel()
      return response.status
    } catch {
      return null
    } finally {
      cancel()
      running.delete(abort)
    }
  }

  const attempt = async (id: string): Promise<void> => {
    timers.get(id)?.()
    timers.delete(id)
    const delivery = deliveries.get(id)
    if (delivery === undefined) return
    const at = clock.now()
    const status = await post(delivery)
    // The sandbox may have been reset while the merchant was thinking.
    if (!deliveries.has(id)) return
    const attempts = [...delivery.attempts, { at, status }]
    if (status !== null && status >= 200 && status < 300) {
      return save({ ...delivery, attempts, state: 'delivered', nextAttemptAt: null })
    }
    const isGivenUp = attempts.length > DELIVERY_SCHEDULE.retries
    const nextAttemptAt = isGivenUp ? null : clock.now() + DELIVERY_SCHEDULE.retryEveryMs * timeScale
    schedule({ ...delivery, attempts, state: isGivenUp ? 'failed' : 'pending', nextAttemptAt })
  }

  const schedule = (delivery: Delivery) => {
    save(delivery)
    if (delivery.nextAttemptAt === null) return
    const waitMs = Math.max(0, delivery.nextAttemptAt - clock.now())
    timers.set(
      delivery.id,
      clock.setTimer(() => void attempt(delivery.id), waitMs),
    )
  }

  const dropOldest = () => {
    for (const id of deliveries.keys()) {
      if (deliveries.size <= mostDeliveries) return
      deliveries.delete(id)
      timers.get(id)?.()
      timers.delete(id)
    }
  }

  return {
    accept(incoming) {
      for (const delivery of incoming) schedule(delivery)
      dropOldest()
    },
    async sendNow(orderId) {
      const due = [...deliveries.values()].filter((each) => each.orderId === orderId && timers.has(each.id))
      await Promise.all(due.map((each) => attempt(each.id)))
    },
    releaseHeld(orderId) {
      const held = [...deliveries.values()]
        .filter((each) => each.orderId === orderId && each.state === 'held')
        .toReversed()
      for (const [turn, delivery] of held.entries()) {
        schedule({ ...delivery, state: 'pending', nextAttemptAt: clock.now() + (turn + 1) * heldGapMs })
      }
    },
    resend(id) {
      if (!deliveries.has(id)) return false
      timers.get(id)?.()
      timers.set(
        id,
        clock.setTimer(() => void attempt(id), 0),
      )
      return true
    },
    list: (orderId) => [...deliveries.values()].filter((each) => orderId === undefined || each.orderId === orderId),
    clear() {
      for (const cancel of timers.values()) cancel()
      for (const abort of running) abort.abort()
      timers.clear()
      deliveries.clear()
    },
  }
}
