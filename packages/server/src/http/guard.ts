import type { Context as HonoContext, MiddlewareHandler } from 'hono'
import type { CardfileOptions } from '../options.ts'
import { ProblemError } from '../problem-error.ts'

/** Origins whose pages may change something: the handler's own public one, and those the shop names. Never the request's. */
export function toAllowedOrigins({ publicUrl, origins = [] }: CardfileOptions): ReadonlySet<string> {
  return new Set([new URL(publicUrl).origin, ...origins])
}

/**
 * Refuses what another site's page sends, before the body is read. A browser always says where a state-changing request
 * comes from; a request that does not is not the kit's.
 */
export function requireSameSite(allowed: ReadonlySet<string>): MiddlewareHandler {
  return async (c, next) => {
    if (!isReading(c) && !isFromAllowedPage(c, allowed)) throw new ProblemError('forbidden_origin')
    await next()
  }
}

function isReading({ req }: HonoContext): boolean {
  return req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS'
}

function isFromAllowedPage({ req }: HonoContext, allowed: ReadonlySet<string>): boolean {
  const origin = req.header('origin')
  if (origin !== undefined) return allowed.has(origin)
  return req.header('sec-fetch-site') === 'same-origin'
}
