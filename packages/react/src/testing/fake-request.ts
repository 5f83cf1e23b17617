import { routes } from '@cardfile/contract'
import { FakeRefusal } from './fake-problem.ts'

/** Where the fake shop's pages are. */
export const shopOrigin = 'https://shop.example'

/** As much as the real backend reads. */
const mostBytes = 16 * 1024

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a literal are its type's
const routeNames = Object.keys(routes) as (keyof typeof routes)[]

/** Finds the route a request means in the contract's own table. */
export function routeOf(method: string, path: string): { name: keyof typeof routes; id: string } {
  const fitting = routeNames.flatMap((name) => {
    const pattern = new RegExp(`^${routes[name].path.replace(/:\w+/, '([^/]+)')}$`)
    const match = pattern.exec(path)
    return match === null ? [] : [{ name, id: decode(match[1] ?? '') }]
  })
  const found = fitting.find(({ name }) => routes[name].method === method)
  if (found !== undefined) return found
  if (fitting.length === 0) throw new FakeRefusal('not_found')
  const allow = fitting.map(({ name }) => routes[name].method).join(', ')
  throw new FakeRefusal('method_not_allowed', {}, { allow })
}

/** An id as it was before the client encoded it. One that nobody encoded is nobody's id. */
function decode(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

/** Refuses what another site's page sends. A test's request says nothing about pages, and passes for the shop's own. */
export function checkOrigin({ headers }: Request): void {
  if ((headers.get('origin') ?? shopOrigin) !== shopOrigin) throw new FakeRefusal('forbidden_origin')
}

/** Refuses a body that is not called JSON, and one that is far too long. */
export function checkBody({ headers }: Request, body: string): void {
  const [mediaType = ''] = (headers.get('content-type') ?? '').split(';', 1)
  if (mediaType.trim().toLowerCase() !== 'application/json') throw new FakeRefusal('unsupported_media_type')
  if (new TextEncoder().encode(body).length > mostBytes) throw new FakeRefusal('payload_too_large')
}

/** What a JSON text says, or undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
