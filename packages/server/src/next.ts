import type { Cardfile } from './cardfile.ts'

type RouteHandler = (request: Request) => Promise<Response>

/** The exports of a Next.js route file, `app/api/cardfile/[...path]/route.ts`: one handler for each method of the routes. */
export function toNextHandlers(
  cardfile: Cardfile,
): Record<'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS', RouteHandler> {
  const handle: RouteHandler = (request) => cardfile.handle(request)
  return { GET: handle, POST: handle, PUT: handle, DELETE: handle, OPTIONS: handle }
}
