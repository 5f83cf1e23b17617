import type { Context as HonoContext } from 'hono'
import type { CardfileOptions } from '../options.ts'
import { ProblemError } from '../problem-error.ts'

/**
 * The customer of a request. `identify` is the only source of one; fields beside `customerId` are ignored, because a shop's
 * session holds more than that.
 */
export async function requireCustomer({ identify }: CardfileOptions, { req }: HonoContext): Promise<string> {
  const found = await identify(req.raw)
  // Shops without types may return undefined, or a session without a customer: that is not signed in.
  if (typeof found?.customerId !== 'string' || found.customerId === '') throw new ProblemError('unauthenticated')
  return found.customerId
}
