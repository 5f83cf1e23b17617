import { isLoopback } from '@cardfile/contract'
import { openGateway } from '../open-context.ts'
import type { CardfileOptions } from '../options.ts'
import { createLog } from '../log/log.ts'
import type { Clock } from '../store/clock.ts'
import type { Diagnostic } from './diagnostic.ts'

/** How far back orders are listed: long enough to find one and see its flags, short enough to read. */
const windowMs = 60 * 60_000

/** The diagnostics of the gateway, and its time by the `Date` header of its answer. */
export interface GatewayCheck {
  readonly diagnostics: readonly Diagnostic[]
  readonly now?: Date
}

/** Lists the last hour's orders: that needs the key, changes nothing, and shows whether they are test orders. */
export async function checkGateway({ gateway }: CardfileOptions, clock: Clock): Promise<GatewayCheck> {
  const diagnostics = checkBaseUrl(gateway.baseUrl)
  // The key is not sent over a connection that can be read in transit.
  if (diagnostics.length > 0) return { diagnostics }
  let date: string | null = null
  const send = gateway.fetch ?? fetch
  const dated: typeof fetch = async (...args) => {
    const response = await send(...args)
    date = response.headers.get('date')
    return response
  }
  const client = openGateway({ gateway: { ...gateway, fetch: dated } }, clock, createLog(undefined))
  const now = Date.now()
  const answer = await client.probe(new Date(now - windowMs), new Date(now + windowMs))
  const time = date === null ? Number.NaN : Date.parse(date)
  const seen = Number.isNaN(time) ? {} : { now: new Date(time) }
  switch (answer.kind) {
    case 'ok':
      return { ...seen, diagnostics: checkMode(gateway.mode, answer.value) }
    case 'rejected':
      return { ...seen, diagnostics: [toRejected(answer.isKeyRejected, answer.status)] }
    case 'not-sent':
    case 'no-answer':
      return {
        ...seen,
        diagnostics: [
          {
            code: 'gateway-unreachable',
            level: 'error',
            message: 'The gateway did not answer a read, so the key could not be checked.',
            remedy: 'Check `gateway.baseUrl`, and that this machine can connect to it.',
          },
        ],
      }
    default:
      return answer satisfies never
  }
}

function checkBaseUrl(baseUrl: string | undefined): Diagnostic[] {
  if (baseUrl === undefined) return []
  const { protocol, hostname } = new URL(baseUrl)
  if (protocol === 'https:' || isLoopback(hostname)) return []
  return [
    {
      code: 'gateway-insecure',
      level: 'error',
      message: '`gateway.baseUrl` is http: the API key and every token would be readable in transit.',
      remedy: 'Give the https URL; plain http is for a sandbox on this machine.',
    },
  ]
}

function checkMode(mode: 'test' | 'live', orders: readonly { readonly isTest: boolean }[]): Diagnostic[] {
  const [latest] = orders
  if (latest === undefined) {
    return [
      {
        code: 'gateway-mode-unverified',
        level: 'note',
        message: `The key works, but the last hour has no order to show whether it is a ${mode} key.`,
        remedy: 'Nothing to do: every order is compared with `gateway.mode` before it counts as paid.',
      },
    ]
  }
  if (orders.every(({ isTest }) => isTest === (mode === 'test'))) return []
  const actual = mode === 'test' ? 'live' : 'test'
  return [
    {
      code: 'gateway-mode',
      level: 'error',
      message: `\`gateway.mode\` is '${mode}', but the key creates ${actual} orders: every payment would be in review.`,
      remedy: `Take the key of the ${mode} website from the merchant portal, or set \`mode: '${actual}'\`.`,
    },
  ]
}

function toRejected(isKeyRejected: boolean, status: number): Diagnostic {
  if (isKeyRejected) {
    return {
      code: 'gateway-key-rejected',
      level: 'error',
      message: `The gateway rejects the API key (HTTP ${status}), so no payment can start.`,
      remedy:
        'Take the key from the merchant portal (Websites, the site, Integration), and check that it belongs to this gateway.',
    }
  }
  return {
    code: 'gateway-read-rejected',
    level: 'error',
    message: `The gateway rejects a read (HTTP ${status}).`,
    remedy: 'Check `gateway.baseUrl`: it has to be the URL of the API without `/v1`.',
  }
}
