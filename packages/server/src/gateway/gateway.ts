import type { GenericSchema } from 'valibot'
import type { Order } from './order.ts'
import type { OrderList } from './order-list.ts'
import type { OrderRequest } from './order-request.ts'

/** The answer to one call. `rejected`: a documented error of the gateway. `no-answer`: the gateway may have acted or not. */
export type GatewayAnswer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'rejected'; readonly status: number; readonly isKeyRejected: boolean }
  /** No byte of the request left this machine. */
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'no-answer' }

/**
 * The port: everything the rest of the server asks of a gateway. A second gateway is a second implementation, in a folder
 * beside `costplus/`; `openGateway` in `open-context.ts` chooses it.
 */
export interface Gateway {
  /** Sends the POST once and never repeats it, whatever the answer. */
  createOrder(request: OrderRequest): Promise<GatewayAnswer<Order>>
  /** @param withinMs the deadline, in place of the client's own. */
  getOrder(orderId: string, withinMs?: number): Promise<GatewayAnswer<Order>>
  /** Asks for the order to be cancelled. The answer proves nothing: fetch the order afterwards. */
  cancelOrder(orderId: string): Promise<GatewayAnswer<null>>
  /** Lists the orders created in a window, in as many requests as that takes. */
  listOrders(since: Date, until: Date): Promise<OrderList>
  /** Lists some of the orders created in a window, in one request: a cheap test of the API key. */
  probe(since: Date, until: Date): Promise<GatewayAnswer<readonly Order[]>>
  /** The body of a webhook, read as the id of the order it is about. A hint, never evidence. */
  readonly webhookSchema: GenericSchema<unknown, { readonly orderId: string }>
  /** Whether the customer may be sent there: the gateway's own origin or a configured one, https except on loopback. */
  isTrustedRedirect(url: string): boolean
}
