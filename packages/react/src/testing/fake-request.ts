import { routes } from '@cardfile/contract'
import { FakeProblemError } from './fake-problem.ts'

/** The origin of the fake shop's pages. */
export const shopOrigin = 'https://shop.example'

/** The size limit of the real backend. */
const maxBytes = 16 * 1024

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a literal are its type's
const routeNames = Object.keys(routes) as (keyof typeof routes)[]

/** Finds a request's route in the contract's table. */
export function routeOf(method: string, path: string): { name: keyof typeof routes; id: string } {
  const fitting = routeNames.flatMap((name) => {
    const pattern = new RegExp(`^${routes[name].path.replace(/:\w+/, '([^/]+)')}$`)
    const match = pattern.exec(path)
    return match === null ? [] : [{ name, id: decode(match[1] ?? '') }]
  })
  const found = fitting.find(({ name }) => routes[name].method === method)
  if (found !== undefined) return found
  if (fitting.length === 0) throw new FakeProblemError('not_found')
  const allow = fitting.map(({ name }) => routes[name].method).join(', ')
  throw new FakeProblemError('method_not_allowed', {}, { allow })
}

/** Decodes an id of a path. A malformed one stays as it is, and matches no id. */
function decode(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

/** Refuses cross-origin requests. Without `Origin`, as in most tests, a request counts as the shop's own. */
export function checkOrigin({ headers }: Request): void {
  if ((headers.get('origin') ?? shopOrigin) !== shopOrigin) throw new FakeProblemError('forbidden_origin')
}

/** Refuses a body that is not JSON by its media type, or too large. */
export function checkBody({ headers }: Request, body: string): void {
  const [mediaType = ''] = (headers.get('content-type') ?? '').split(';', 1)
  if (mediaType.trim().toLowerCase() !== 'application/json') throw new FakeProblemError('unsupported_media_type')
  if (new TextEncoder().encode(body).length > maxBytes) throw new FakeProblemError('payload_too_large')
}

/** The value of a JSON text, or undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
