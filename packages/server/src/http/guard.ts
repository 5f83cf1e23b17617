import type { Context as HonoContext, MiddlewareHandler } from 'hono'
import type { CardfileOptions } from '../options.ts'
import { ProblemError } from '../problem-error.ts'

/**
 * The origins whose pages may send state-changing requests: that of `publicUrl` and the option `origins`. Never the
 * request's own origin, which is wrong behind a proxy.
 */
export function toAllowedOrigins({ publicUrl, origins = [] }: CardfileOptions): ReadonlySet<string> {
  return new Set([new URL(publicUrl).origin, ...origins])
}

/**
 * Protects against CSRF: refuses a state-changing request of another site before its body is read. Browsers always send
 * `Origin` or `Sec-Fetch-Site` with one, so a request with neither does not come from the kit.
 */
export function requireSameSite(allowed: ReadonlySet<string>): MiddlewareHandler {
  return async (c, next) => {
    if (!isSafeMethod(c) && !isFromAllowedPage(c, allowed)) throw new ProblemError('forbidden_origin')
    await next()
  }
}

function isSafeMethod({ req }: HonoContext): boolean {
  return req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS'
}

function isFromAllowedPage({ req }: HonoContext, allowed: ReadonlySet<string>): boolean {
  const origin = req.header('origin')
  if (origin !== undefined) return allowed.has(origin)
  return req.header('sec-fetch-site') === 'same-origin'
}
