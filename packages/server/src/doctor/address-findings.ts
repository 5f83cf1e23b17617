import { healthSchema, isLoopback, parseSafeUrl, routes } from '@cardfile/contract'
import * as v from 'valibot'
import { toAllowedOrigins } from '../http/guard.ts'
import { parseJson, readCapped } from '../read-capped.ts'
import type { CardfileOptions } from '../options.ts'
import type { Finding } from './finding.ts'

const deadlineMs = 5_000
const bodyLimit = 64 * 1024

/** Whether browsers and the gateway find the handler, and nobody listens on the way. */
export async function findAddressFaults(options: CardfileOptions): Promise<Finding[]> {
  const form = findFormFaults(options)
  const found = [...form, ...findReturnFaults(options), ...findProxyFaults(options)]
  // An address that cannot be the right one is not worth asking.
  return form.some(({ code }) => code === 'public-url-form') ? found : [...found, ...(await findReachFaults(options))]
}

function findFormFaults({ publicUrl, origins = [], gateway: { mode } }: CardfileOptions): Finding[] {
  const found: Finding[] = []
  const url = new URL(publicUrl)
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    found.push({
      code: 'public-url-form',
      level: 'error',
      message: '`publicUrl` carries a query, a fragment or a user name, so the addresses made from it lead nowhere.',
      remedy: `Give only origin and path: ${JSON.stringify(`${url.origin}${url.pathname.replace(/\/+$/, '')}`)}.`,
    })
  }
  for (const [name, text] of [
    ['publicUrl', publicUrl] as const,
    ...origins.map((each) => ['origins', each] as const),
  ]) {
    const { protocol, hostname } = new URL(text)
    if (protocol === 'https:' || isLoopback(hostname)) continue
    found.push({
      code: 'public-url-insecure',
      level: mode === 'live' ? 'error' : 'warning',
      message: `\`${name}\` is http on ${hostname}: sessions, prices and payments can be read and changed on the way.`,
      remedy: 'Serve it over https; plain http is for loopback only.',
    })
  }
  return found
}

function findReturnFaults(options: CardfileOptions): Finding[] {
  const { returnTo, publicUrl } = options
  let answered: string
  try {
    answered = returnTo({ checkoutId: 'cardfile-doctor' })
  } catch {
    return [
      {
        code: 'return-throws',
        level: 'warning',
        message:
          '`returnTo` threw for a checkout it does not know: if it does so for others, customers who have paid see an error.',
        remedy: 'Make `returnTo` build the address from the id alone, without looking anything up.',
      },
    ]
  }
  const page = parseSafeUrl(answered, new URL(publicUrl).origin)
  if (page !== undefined && toAllowedOrigins(options).has(page.origin)) return []
  return [
    {
      code: 'return-foreign',
      level: 'error',
      message: '`returnTo` answers an address on a foreign origin, so customers who have paid come back to an error.',
      remedy: 'Answer a path such as `/checkout/42`, or name the origin of the page in `origins`.',
    },
  ]
}

function findProxyFaults({ publicUrl, trustedProxies = 0, rateLimits }: CardfileOptions): Finding[] {
  const { protocol, hostname } = new URL(publicUrl)
  if (trustedProxies > 0 || protocol !== 'https:' || isLoopback(hostname) || rateLimits === 'off') return []
  return [
    {
      code: 'proxies-untold',
      level: 'warning',
      message:
        '`trustedProxies` is 0 although `publicUrl` is https: behind a proxy all customers share its address, and the rate limit of one address.',
      remedy: 'Say how many proxies in front of the handler write `X-Forwarded-For`; leave it at 0 where none does.',
    },
  ]
}

async function findReachFaults({ publicUrl, gateway: { mode } }: CardfileOptions): Promise<Finding[]> {
  const level = mode === 'live' ? 'error' : 'warning'
  const url = `${publicUrl.replace(/\/+$/, '')}${routes.getHealth.path}`
  const remedy = 'Start the shop and mount the handler under the path of `publicUrl`, then ask again from outside.'
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(deadlineMs) })
    const bytes = await readCapped(response.body, bodyLimit)
    if (response.status === 200 && bytes !== undefined && v.is(healthSchema, parseJson(bytes))) return []
    const message = `Something else than Cardfile answers at ${url} (HTTP ${response.status}): browsers and the gateway find no handler there.`
    return [{ code: 'public-url-foreign', level, message, remedy }]
  } catch {
    const message = `${url} could not be reached from here: if the gateway cannot either, outcomes are only found by asking it.`
    return [{ code: 'public-url-unreachable', level, message, remedy }]
  }
}
