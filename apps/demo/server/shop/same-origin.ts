import { createMiddleware } from 'hono/factory'
import { problem } from './problem.ts'

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Another site may not change anything here in the customer's name. A browser always says where a request comes from;
 * a request that says nothing is a script or a test, which has no customer's cookie to misuse.
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
