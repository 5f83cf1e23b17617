import { healthSchema, isLoopback, routes } from '@cardfile/contract'
import * as v from 'valibot'
import { toReturnUrl } from '../http/return-url.ts'
import { parseJson, readCapped } from '../read-capped.ts'
import type { CardfileOptions } from '../options.ts'
import type { Diagnostic } from './diagnostic.ts'

const deadlineMs = 5_000
const bodyLimit = 64 * 1024

/** Checks that browsers and the gateway reach the handler, over a connection that cannot be read on the way. */
export async function checkAddresses(options: CardfileOptions): Promise<Diagnostic[]> {
  const urls = checkUrls(options)
  const diagnostics = [...urls, ...checkReturnTo(options), ...checkProxies(options)]
  // A malformed `publicUrl` cannot be the handler's, so no request is sent to it.
  const isMalformed = urls.some(({ code }) => code === 'public-url-malformed')
  return isMalformed ? diagnostics : [...diagnostics, ...(await checkReachability(options))]
}

function checkUrls({ publicUrl, origins = [], gateway: { mode } }: CardfileOptions): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  const url = new URL(publicUrl)
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    diagnostics.push({
      code: 'public-url-malformed',
      level: 'error',
      message: '`publicUrl` has a query, a fragment or a user name, so the URLs built on it lead nowhere.',
      remedy: `Give only the origin and the path: ${JSON.stringify(`${url.origin}${url.pathname.replace(/\/+$/, '')}`)}.`,
    })
  }
  for (const [name, text] of [
    ['publicUrl', publicUrl] as const,
    ...origins.map((each) => ['origins', each] as const),
  ]) {
    const { protocol, hostname } = new URL(text)
    if (protocol === 'https:' || isLoopback(hostname)) continue
    diagnostics.push({
      code: 'public-url-insecure',
      level: mode === 'live' ? 'error' : 'warning',
      message: `\`${name}\` is http on ${hostname}: sessions, prices and payments can be read and changed in transit.`,
      remedy: 'Serve it over https; plain http is safe on loopback only.',
    })
  }
  return diagnostics
}

function checkReturnTo(options: CardfileOptions): Diagnostic[] {
  try {
    if (toReturnUrl(options, 'cardfile-doctor') !== undefined) return []
  } catch {
    return [
      {
        code: 'return-throws',
        level: 'warning',
        message:
          '`returnTo` threw for an unknown checkout. If it throws for others, customers who have paid see an error.',
        remedy: 'Let `returnTo` build the URL from the id alone, without looking anything up.',
      },
    ]
  }
  return [
    {
      code: 'return-foreign',
      level: 'error',
      message: '`returnTo` returns a URL on a foreign origin, so customers who have paid come back to an error.',
      remedy: 'Return a path such as `/checkout/42`, or name the origin of the page in `origins`.',
    },
  ]
}

function checkProxies({ publicUrl, trustedProxies = 0, rateLimits }: CardfileOptions): Diagnostic[] {
  const { protocol, hostname } = new URL(publicUrl)
  if (trustedProxies > 0 || protocol !== 'https:' || isLoopback(hostname) || rateLimits === 'off') return []
  return [
    {
      code: 'trusted-proxies-unset',
      level: 'warning',
      message:
        '`trustedProxies` is 0 although `publicUrl` is https: behind a proxy all customers share its address, and the rate limit of one address.',
      remedy:
        'Set it to the number of proxies in front of the handler that write `X-Forwarded-For`; leave it at 0 if none does.',
    },
  ]
}

async function checkReachability({ publicUrl, gateway: { mode } }: CardfileOptions): Promise<Diagnostic[]> {
  const level = mode === 'live' ? 'error' : 'warning'
  const url = `${publicUrl.replace(/\/+$/, '')}${routes.getHealth.path}`
  const remedy = 'Start the shop, mount the handler at the path of `publicUrl`, and run the doctor again from outside.'
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(deadlineMs) })
    const bytes = await readCapped(response.body, bodyLimit)
    if (response.status === 200 && bytes !== undefined && v.is(healthSchema, parseJson(bytes))) return []
    const message = `Something other than Cardfile answers at ${url} (HTTP ${response.status}), so browsers and the gateway do not reach the handler.`
    return [{ code: 'public-url-foreign', level, message, remedy }]
  } catch {
    const message = `${url} could not be reached from here. If the gateway cannot reach it either, only polling finds the outcome of a payment.`
    return [{ code: 'public-url-unreachable', level, message, remedy }]
  }
}
