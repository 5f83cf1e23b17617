import { createMiddleware } from 'hono/factory'
import { problem } from './problem.ts'

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a state-changing request from another site. A browser always sends its origin; a request without one comes from a script
 * or a test, which carries no customer's cookie.
 */
export function sameOrigin(publicUrl: string) {
  return createMiddleware(async (context, next) => {
    if (harmless.has(context.req.method)) return await next()
    const site = context.req.header('sec-fetch-site')
    const origin = context.req.header('origin')
    const isForeign = site === undefined ? origin !== undefined && origin !== publicUrl : site !== 'same-origin'
    if (isForeign) return problem(403, 'forbidden_origin', 'This request comes from another site.')
    return await next()
  })
}
