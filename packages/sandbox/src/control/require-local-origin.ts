import type { MiddlewareHandler } from 'hono'
import { toErrorBody } from '../http/problem.ts'
import { isLoopback, type Engine } from '../engine/engine.ts'

function isFriendly(engine: Engine, origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const { hostname, origin: asked } = new URL(origin)
  return isLoopback(hostname) || asked === new URL(engine.identity.url).origin
}

/**
 * Lets pages on this computer use the control API, a shop's developer drawer for one, and keeps pages from elsewhere
 * out: without a key, a browser would otherwise press buttons here for any site that asks it to.
 */
export function guardOrigin(engine: Engine): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('origin')
    if (origin === undefined) return next()
    if (!isFriendly(engine, origin)) {
      return Response.json(toErrorBody(403, 'The control API answers pages on this computer only.'), { status: 403 })
    }
    c.header('access-control-allow-origin', origin)
    c.header('vary', 'origin')
    if (c.req.method !== 'OPTIONS') return next()
    c.header('access-control-allow-methods', 'GET, POST, PATCH, DELETE')
    c.header('access-control-allow-headers', 'content-type')
    return c.body(null, 204)
  }
}
