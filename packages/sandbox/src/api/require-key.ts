import type { MiddlewareHandler } from 'hono'
import type { Engine } from '../engine/engine.ts'
import { toErrorBody, toWerkzeugBody } from '../http/problem.ts'

function readKey(header: string | null): string | undefined {
  const [, encoded] = /^basic\s+([a-z0-9+/]+={0,2})\s*$/i.exec(header ?? '') ?? []
  if (encoded === undefined) return undefined
  try {
    const [key, password, ...rest] = atob(encoded).split(':')
    return password === '' && rest.length === 0 ? key : undefined
  } catch {
    return undefined
  }
}

/** Requires HTTP Basic with the API key as user name and an empty password (docs.costplus.io, Authentication). */
export function requireKey(engine: Engine): MiddlewareHandler {
  return async (c, next) => {
    if (readKey(c.req.raw.headers.get('authorization')) === engine.apiKey) return next()
    const body =
      engine.settings.unauthorizedShape === 'werkzeug'
        ? toWerkzeugBody()
        : toErrorBody(
            401,
            'The API key is missing or not valid. Send it as the Basic user name, with an empty password.',
          )
    return Response.json(body, { status: 401, headers: { 'www-authenticate': 'Basic realm="Cost+ sandbox"' } })
  }
}
