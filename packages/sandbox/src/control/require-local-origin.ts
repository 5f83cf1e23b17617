import type { MiddlewareHandler } from 'hono'
import type { Engine } from '../engine/engine.ts'
import { isLoopback } from '../http/loopback.ts'
import { toErrorBody } from '../http/problem.ts'

function isLocal(engine: Engine, origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const { hostname, origin: asked } = new URL(origin)
  return isLoopback(hostname) || asked === new URL(engine.identity.url).origin
}

/**
 * Answers pages on this computer, such as a shop's developer drawer, and rejects all other origins. The control API takes
 * no key, so without this check any web site could drive it through the browser (CSRF).
 */
export function requireLocalOrigin(engine: Engine): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('origin')
    if (origin === undefined) return next()
    if (!isLocal(engine, origin)) {
      return Response.json(toErrorBody(403, 'The control API only answers pages on this computer.'), { status: 403 })
    }
    c.header('access-control-allow-origin', origin)
    c.header('vary', 'origin')
    if (c.req.method !== 'OPTIONS') return next()
    c.header('access-control-allow-methods', 'GET, POST, PATCH, DELETE')
    c.header('access-control-allow-headers', 'content-type')
    return c.body(null, 204)
  }
}
