import type { Context as HonoContext } from 'hono'
import type { CardfileOptions } from '../options.ts'
import { Refusal } from '../refusal.ts'

/** The customer the shop says is asking: its session is the only source of one. */
export async function requireCustomer({ identify }: CardfileOptions, { req }: HonoContext): Promise<string> {
  const found = await identify(req.raw)
  if (found === null || found.customerId === '') throw new Refusal('unauthenticated')
  return found.customerId
}
