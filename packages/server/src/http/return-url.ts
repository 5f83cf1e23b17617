import { parseSafeUrl } from '@cardfile/contract'
import type { CardfileOptions } from '../options.ts'
import { toAllowedOrigins } from './guard.ts'

/**
 * The page that a customer comes back to from the gateway. Undefined when `returnTo` returns anything but a safe URL on an
 * origin that the shop has named: without that check the return route would be an open redirect.
 */
export function toReturnUrl(options: CardfileOptions, checkoutId: string): URL | undefined {
  const url = parseSafeUrl(options.returnTo({ checkoutId }), new URL(options.publicUrl).origin)
  return url !== undefined && toAllowedOrigins(options).has(url.origin) ? url : undefined
}
