import type { Context as HonoContext, Handler } from 'hono'
import type { Received } from '../rate-limits/address.ts'
import type { Context } from '../context.ts'

/** Methods of one path. What is not here is answered 405 with what is. */
export type RouteTable = Readonly<
  Record<`/${string}`, Readonly<Partial<Record<'GET' | 'POST' | 'PUT' | 'DELETE', Handler>>>>
>

/** Who opens the context: the first request that needs it. */
export type OpenContext = () => Promise<Context>

/** What the server that received the request told the handler. */
export function toReceived(c: HonoContext<{ Bindings: Received }>): Received {
  return c.env
}
