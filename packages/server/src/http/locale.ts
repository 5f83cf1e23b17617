import type { Context as HonoContext } from 'hono'
import { parseAccept } from 'hono/utils/accept'

/** The well-formed language tags of `Accept-Language`, best first. */
export function toLocales({ req }: HonoContext): string[] {
  return parseAccept(req.header('accept-language') ?? '')
    .toSorted((a, b) => b.q - a.q)
    .map(({ type }) => type)
    .filter((locale) => /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(locale))
}
