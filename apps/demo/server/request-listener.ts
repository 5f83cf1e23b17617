import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'

/** Adapts a web-standard handler to Node's `http`. Node's own globals stay: other packages here rely on them. */
export function toRequestListener(handle: (request: Request) => Response | Promise<Response>): RequestListener {
  const listener = getRequestListener(handle, { overrideGlobalObjects: false })
  return (request, response) => void listener(request, response)
}
