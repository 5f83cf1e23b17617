import type { Context as HonoContext, Handler } from 'hono'
import type { Received } from '../rate-limits/address.ts'
import type { Context } from '../context.ts'

/** Path to method to handler. Any other method of a path answers 405 with `Allow`. */
export type RouteTable = Readonly<
  Record<`/${string}`, Readonly<Partial<Record<'GET' | 'POST' | 'PUT' | 'DELETE', Handler>>>>
>

/** Opens the context at the first call; later calls share it. */
export type OpenContext = () => Promise<Context>

/** Facts about the connection, from the mount. */
export function toReceived(c: HonoContext<{ Bindings: Received }>): Received {
  return c.env
}
