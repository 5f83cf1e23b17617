import type { SandboxClock } from '../clock/clock.ts'
import type { Delivery } from '../store/delivery.ts'
import { DELIVERY_SCHEDULE } from './delivery-schedule.ts'

/** What the dispatcher sends with, and where it reports. */
export interface WebhookDispatcherOptions {
  readonly clock: SandboxClock
  readonly timeScale: number
  readonly fetch: typeof fetch
  /** The oldest deliveries beyond this are dropped. */
  readonly maxDeliveries: number
  /** Called with a delivery whenever it changes. */
  readonly onChange: (delivery: Delivery) => void
}

/** Queues webhooks, delivers them with retries, and keeps the attempts. */
export interface WebhookDispatcher {
  /** Queues webhooks. Those due now are sent after the current call has been answered. */
  enqueue(deliveries: readonly Delivery[]): void
  /** Sends the pending webhooks of an order now and waits for the responses. */
  sendNow(orderId: string): Promise<void>
  /** Queues the held webhooks of an order, newest first. */
  releaseHeld(orderId: string): void
  /** Queues a webhook again, whatever its state. False when the id is unknown. */
  resend(id: string): boolean
  list(orderId?: string): Delivery[]
  clear(): void
}

// However small the time scale, a merchant's handler needs this long to answer.
const minTimeoutMs = 1_000
// Without a gap between held webhooks the network could put them back in order.
const heldGapMs = 200

/** Creates a dispatcher with an empty queue. */
export function createWebhookDispatcher({
  clock,
  timeScale,
  fetch,
  maxDeliveries,
  onChange,
}: WebhookDispatcherOptions): WebhookDispatcher {
  const deliveries = new Map<string, Delivery>()
  const timers = new Map<string, () => void>()
  const running = new Set<AbortController>()

  const save = (delivery: Delivery) => {
    deliveries.set(delivery.id, delivery)
    onChange(delivery)
  }

  const send = async ({ url, body, attempts }: Delivery): Promise<number | null> => {
    const timeoutMs = attempts.length === 0 ? DELIVERY_SCHEDULE.firstTimeoutMs : DELIVERY_SCHEDULE.laterTimeoutMs
    const abort = new AbortController()
    running.add(abort)
    const cancel = clock.setTimer(() => abort.abort(), Math.max(minTimeoutMs, timeoutMs * timeScale))
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
    const status = await send(delivery)
    // The sandbox may have been reset during the request.
    if (!deliveries.has(id)) return
    const attempts = [...delivery.attempts, { at, status }]
    if (status !== null && status >= 200 && status < 300) {
      return save({ ...delivery, attempts, state: 'delivered', nextAttemptAt: null })
    }
    const isLast = attempts.length > DELIVERY_SCHEDULE.retries
    const nextAttemptAt = isLast ? null : clock.now() + DELIVERY_SCHEDULE.retryEveryMs * timeScale
    schedule({ ...delivery, attempts, state: isLast ? 'failed' : 'pending', nextAttemptAt })
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
      if (deliveries.size <= maxDeliveries) return
      deliveries.delete(id)
      timers.get(id)?.()
      timers.delete(id)
    }
  }

  return {
    enqueue(incoming) {
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
      for (const [index, delivery] of held.entries()) {
        schedule({ ...delivery, state: 'pending', nextAttemptAt: clock.now() + (index + 1) * heldGapMs })
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
