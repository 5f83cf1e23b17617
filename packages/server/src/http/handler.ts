import { Hono, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import type { Received } from '../rate-limits/address.ts'
import type { CardfileOptions } from '../options.ts'
import { ProblemError } from '../problem-error.ts'
import { toLoggable } from '../log/error-code.ts'
import { createLog, type Log } from '../log/log.ts'
import { cardRoutes } from './card-routes.ts'
import { gatewayRoutes } from './gateway-routes.ts'
import { requireSameSite, toAllowedOrigins } from './guard.ts'
import { healthRoutes } from './health-routes.ts'
import { paymentRoutes } from './payment-routes.ts'
import { toProblemResponse } from './problem.ts'
import type { OpenContext, RouteTable } from './route-table.ts'

const answerHeaders = {
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** Answers every request below the mount point. It never throws. */
export function createHandler(
  options: CardfileOptions,
  open: OpenContext,
): (request: Request, received?: Received) => Promise<Response> {
  const allowed = toAllowedOrigins(options)
  const log = createLog(options.logger)
  const base = new URL(options.publicUrl).pathname.replace(/\/$/, '')
  const app = new Hono({ getPath: (request) => toRoutePath(request, base) })

  app.use(async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(answerHeaders)) c.res.headers.set(name, value)
  })
  app.use(
    cors({
      origin: (origin) => (allowed.has(origin) ? origin : null),
      credentials: true,
      exposeHeaders: ['retry-after'],
    }),
  )
  // No origin check: the gateway is not a page of the shop, and its routes carry signed references.
  addRoutes(app, gatewayRoutes(open), [])
  const pages = { ...paymentRoutes(options, open), ...cardRoutes(options, open), ...healthRoutes(open) }
  addRoutes(app, pages, [requireSameSite(allowed)])
  app.notFound(() => toProblemResponse(new ProblemError('not_found')))
  app.onError((error) => toErrorResponse(log, error))

  return async (request, received = {}) => {
    try {
      return await app.fetch(request, received)
    } catch (error) {
      return toErrorResponse(log, error)
    }
  }
}

function addRoutes(app: Hono, table: RouteTable, guards: readonly MiddlewareHandler[]): void {
  for (const [path, methods] of Object.entries(table)) {
    const allow = Object.keys(methods).join(', ')
    // Before the guards: a wrong method answers 405 to any origin.
    app.use(path, async ({ req }, next) => {
      const isAllowed = Object.hasOwn(methods, req.method === 'HEAD' ? 'GET' : req.method)
      return isAllowed ? next() : toProblemResponse(new ProblemError('method_not_allowed'), { allow })
    })
    for (const guard of guards) app.use(path, guard)
    for (const [method, handler] of Object.entries(methods)) app.on(method, path, handler)
  }
}

/** The path below the mount point. A proxy may have stripped the prefix already. */
function toRoutePath(request: Request, base: string): string {
  const { pathname } = new URL(request.url)
  const path = pathname === base || pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname
  return path.length > 1 ? path.replace(/\/$/, '') : path
}

function toErrorResponse(log: Log, error: unknown): Response {
  if (error instanceof ProblemError) return toProblemResponse(error)
  log.error(toLoggable(error), 'A request failed')
  return toProblemResponse(new ProblemError('unavailable'))
}
