import type { Context as HonoContext } from 'hono'
import type { CardfileOptions } from '../options.ts'
import { ProblemError } from '../problem-error.ts'

/** The customer the shop says is asking: its session is the only source of one. */
export async function requireCustomer({ identify }: CardfileOptions, { req }: HonoContext): Promise<string> {
  const found = await identify(req.raw)
  // Also what a shop without types may answer: a session whose customer is missing is nobody.
  if (typeof found?.customerId !== 'string' || found.customerId === '') throw new ProblemError('unauthenticated')
  return found.customerId
}
