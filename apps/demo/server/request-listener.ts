import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'

/** A web-standard handler as Node's `http` calls it. The globals stay Node's own: other packages here rely on them. */
export function toRequestListener(handle: (request: Request) => Response | Promise<Response>): RequestListener {
  const listener = getRequestListener(handle, { overrideGlobalObjects: false })
  return (request, response) => void listener(request, response)
}
