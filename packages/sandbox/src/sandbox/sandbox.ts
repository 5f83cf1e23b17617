import type { OrderView } from '../control/order-view.ts'
import type { LoggedRequest } from '../engine/request-log.ts'
import type { HeadlessPayment } from '../hosted-page/pay-headless.ts'
import type { SandboxSettings } from '../project/settings.ts'
import type { Script, Scripts } from '../scenario/script.ts'
import type { Delivery } from '../store/delivery.ts'
import type { SandboxState } from '../store/store.ts'

/** A payment gateway in this process. */
export interface Sandbox {
  /** Answers any request: API under `/v1`, hosted pages under `/pay`, control API under `/_sandbox`, dashboard at `/`. */
  fetch(request: Request): Promise<Response>
  readonly url: string
  readonly apiKey: string
  /** Every stored order, oldest first, refunds included: its true state, whatever its answers showed. */
  readonly orders: {
    list(): OrderView[]
    get(id: string): OrderView | undefined
    /** Orders with this `merchant_order_id`. */
    withReference(merchantOrderId: string): OrderView[]
  }
  /** Webhooks. `resend` is false when the id is unknown. */
  readonly deliveries: { list(orderId?: string): Delivery[]; resend(id: string): boolean }
  /** The last 200 requests, newest last. */
  readonly requests: { list(): LoggedRequest[] }
  /** Pays an order as a payer would on the hosted page. Rejects when it is not waiting for a card. */
  pay(orderId: string, payment?: HeadlessPayment): Promise<OrderView>
  /** Revokes a saved card: later payments with it are declined. Rejects when the token is unknown. */
  revoke(vaultToken: string): Promise<void>
  /** Scripts a scenario by id, or a fault of your own. Throws when the scenario does not exist. */
  script(...args: Parameters<Scripts['add']>): Script
  readonly scripts: Pick<Scripts, 'list' | 'remove' | 'clear'>
  readonly settings: SandboxSettings
  /** Changes the given settings. */
  configure(settings: Partial<SandboxSettings>): SandboxSettings
  /** The whole state, to start another sandbox from. */
  state(): SandboxState
  /** Deletes orders, cards, webhooks and scripts, and restores the settings. */
  reset(): void
  /** Stops all timers and ends calls that hang. */
  close(): Promise<void>
}
