import type { Cardfile } from './cardfile.ts'

/** All methods, because Next.js itself answers one that its route file does not export, without the contract's problem. */
type NextMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

/** The exports of a Next.js route file, `app/api/cardfile/[...path]/route.ts`. */
export function toNextHandlers(
  cardfile: Cardfile,
): Readonly<Record<NextMethod, (request: Request) => Promise<Response>>> {
  const handle = (request: Request) => cardfile.handle(request)
  return { GET: handle, POST: handle, PUT: handle, PATCH: handle, DELETE: handle, OPTIONS: handle }
}
