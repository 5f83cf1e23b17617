import { isLoopback } from '@cardfile/contract'
import { openGateway } from '../open-context.ts'
import type { CardfileOptions } from '../options.ts'
import { createLog } from '../log/log.ts'
import type { Clock } from '../store/clock.ts'
import type { Finding } from './finding.ts'

/** How far back orders are asked for, to see one with its flags: enough to find one, few enough to read. */
const windowMs = 60 * 60_000

/** What the gateway made of one read, and its time by the answer's Date header. */
export interface GatewayVisit {
  readonly findings: readonly Finding[]
  readonly now?: Date
}

/** Lists the last hour's orders: that takes the key, changes nothing, and shows whether they are test orders. */
export async function visitGateway({ gateway }: CardfileOptions, clock: Clock): Promise<GatewayVisit> {
  const findings = findBaseFaults(gateway.baseUrl)
  // The key is not sent where anybody could read it.
  if (findings.length > 0) return { findings }
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
      return { ...seen, findings: findModeFaults(gateway.mode, answer.value) }
    case 'rejected':
      return { ...seen, findings: [toRefused(answer.isKeyRejected, answer.status)] }
    case 'not-sent':
    case 'no-answer':
      return {
        ...seen,
        findings: [
          {
            code: 'gateway-unreachable',
            level: 'error',
            message: 'The gateway did not answer a simple read, so it is not known whether the key works.',
            remedy: 'Check `gateway.baseUrl`, and that this machine may open connections to it.',
          },
        ],
      }
    default:
      return answer satisfies never
  }
}

function findBaseFaults(baseUrl: string | undefined): Finding[] {
  if (baseUrl === undefined) return []
  const { protocol, hostname } = new URL(baseUrl)
  if (protocol === 'https:' || isLoopback(hostname)) return []
  return [
    {
      code: 'gateway-insecure',
      level: 'error',
      message: '`gateway.baseUrl` is http: the API key and every token would travel readably.',
      remedy: 'Give the https address; plain http is for a sandbox on this machine.',
    },
  ]
}

function findModeFaults(mode: 'test' | 'live', orders: readonly { readonly isTest: boolean }[]): Finding[] {
  const [latest] = orders
  if (latest === undefined) {
    return [
      {
        code: 'gateway-mode-unseen',
        level: 'note',
        message: `The key works; whether it is a ${mode} key cannot be seen, because the last hour has no order.`,
        remedy: 'Nothing: every order is compared with `gateway.mode` before it counts as paid.',
      },
    ]
  }
  if (orders.every(({ isTest }) => isTest === (mode === 'test'))) return []
  const actual = mode === 'test' ? 'live' : 'test'
  return [
    {
      code: 'gateway-mode',
      level: 'error',
      message: `\`gateway.mode\` is '${mode}', and the key makes ${actual} orders: every payment would be held.`,
      remedy: `Take the key of the ${mode} website from the merchant portal, or say \`mode: '${actual}'\`.`,
    },
  ]
}

function toRefused(isKeyRefused: boolean, status: number): Finding {
  if (isKeyRefused) {
    return {
      code: 'gateway-key-refused',
      level: 'error',
      message: `The gateway refuses the API key (HTTP ${status}), so no payment can start.`,
      remedy:
        'Take the key from the merchant portal (Websites, the site, Integration) and check which gateway it is of.',
    }
  }
  return {
    code: 'gateway-refuses',
    level: 'error',
    message: `The gateway refuses a simple read (HTTP ${status}).`,
    remedy: 'Check `gateway.baseUrl`: it has to be the address of the API without `/v1`.',
  }
}
