import type { RateLimits } from './rate-limits/rate-limit.ts'
import type { CvcRule, Money, SavedCard } from '@cardfile/contract'
import type { CardfileEvent } from './events/event.ts'
import type { GatewayOptions } from './gateway/gateway-options.ts'
import type { Logger } from './log/log.ts'
import type { SecretOption } from './secrets/key-ring.ts'
import type { DatabaseOption } from './store/database-option.ts'

/** What the shop wants paid. */
export interface ShopCheckout {
  /** Minor units: `{ value: 1295, currency: 'EUR' }` is €12.95. */
  readonly amount: Money
  /** Shown to the customer and at the gateway, for example `Order 1042`. */
  readonly description: string
}

/**
 * Whether customers type their security code on the shop's page. `'never'` keeps the shop in PCI SAQ A. Anything else
 * relays the code through the shop's server, which makes it SAQ D: `acceptPciScope` says that this is meant.
 */
export type CvcOption =
  | 'never'
  | {
      readonly collect:
        | Exclude<CvcRule, 'never'>
        | ((
            card: Omit<SavedCard, 'cvc'>,
            checkout: { readonly checkoutId: string; readonly amount: Money } | null,
          ) => CvcRule)
      readonly acceptPciScope: 'SAQ-D'
    }

/** Everything Cardfile needs to know of a shop. */
export interface CardfileOptions {
  readonly gateway: GatewayOptions
  /** A `pg.Pool`, or `embeddedDatabase('./data')` from `@cardfile/server/embedded`. */
  readonly database: DatabaseOption
  /** At least 32 bytes. Seals card tokens, signs prices and URLs. `previous` secrets still open what they sealed. */
  readonly secret: SecretOption
  /** Where browsers and the gateway reach the handler, for example `https://shop.example/api/cardfile`. */
  readonly publicUrl: string
  /** Further origins whose pages may call the handler, exact; adds CORS with credentials. Default: none. */
  readonly origins?: readonly string[]
  /** The page a customer comes back to from the gateway: a path, or a URL on an allowed origin. */
  readonly returnTo: (where: { readonly checkoutId: string }) => string
  /** The customer of a request, by the shop's own session. Null answers 401. The only source of a customer. */
  readonly identify: (
    request: Request,
  ) => Promise<{ readonly customerId: string } | null> | { readonly customerId: string } | null
  /**
   * What the checkout costs at this moment. Null or undefined (missing, withdrawn, another customer's) answers 404. The only
   * source of an amount. A field that Cardfile does not know is refused, never dropped.
   */
  readonly loadCheckout: (
    checkoutId: string,
    who: { readonly customerId: string },
  ) => Promise<ShopCheckout | null | undefined> | ShopCheckout | null | undefined
  /** Told of everything that happens, at least once each, with a constant `id`. Retried for 72 hours when it throws. */
  readonly onEvent?: (event: CardfileEvent) => Promise<void> | void
  /** Default `'never'`. */
  readonly cvc?: CvcOption
  /**
   * The words a customer agrees to by ticking "save card", and what the records call them: a version of at most 64
   * characters, to be changed with the words. `locale` (BCP 47) is the one they are in, where that is not the one asked
   * for. Default: Cardfile's own, in every language of the kit.
   */
  readonly consent?: (asked: { readonly locale: string }) => {
    readonly version: string
    readonly text: string
    readonly locale?: string
  }
  /** ISO 8601 duration: how long a customer may take on the hosted page. Default `PT30M`. */
  readonly paymentExpiry?: string
  /** What one customer, address or card may do in a time; what is left out keeps its default. `'off'` is for rehearsals, and refused in live mode. */
  readonly rateLimits?: Partial<RateLimits> | 'off'
  /** How many proxies in front of the handler write `X-Forwarded-For`. Default 0: the header is ignored. */
  readonly trustedProxies?: number
  /** Default: silent. */
  readonly logger?: Logger
  /** `'manual'` leaves the tables to `cardfile.migrate()`. Default `'on-start'`. */
  readonly migrate?: 'on-start' | 'manual'
  /** Multiplies every delay and lifetime, for rehearsals: 0.05 makes ten minutes thirty seconds. Refused in live mode. Default 1. */
  readonly timeScale?: number
}

/** Throws a sentence that names the option when one cannot work: at start, not at the first payment. */
export function requireOptions(options: CardfileOptions): void {
  const { gateway, publicUrl, origins = [], timeScale = 1, cvc = 'never', rateLimits, trustedProxies = 0 } = options
  if (!URL.canParse(publicUrl) || !/^https?:$/.test(new URL(publicUrl).protocol)) {
    throw new Error(
      `\`publicUrl\` is ${JSON.stringify(publicUrl)}. Give the whole http(s) address the handler is reached at.`,
    )
  }
  for (const origin of origins) {
    if (URL.canParse(origin) && new URL(origin).origin === origin) continue
    throw new Error(
      `\`origins\` holds ${JSON.stringify(origin)}. Give exact origins, for example https://shop.example.`,
    )
  }
  // A variable that is not set arrives here as undefined, whatever the types say.
  if (typeof gateway.apiKey !== 'string' || gateway.apiKey === '')
    throw new Error('`gateway.apiKey` is empty. Take it from the merchant portal, or use the sandbox.')
  if (gateway.mode !== 'test' && gateway.mode !== 'live') throw new Error("`gateway.mode` has to be 'test' or 'live'.")
  if (gateway.baseUrl !== undefined && /\/v1\/?$/.test(gateway.baseUrl)) {
    throw new Error('`gateway.baseUrl` ends in /v1. Leave that out: Cardfile adds it.')
  }
  if (!(timeScale > 0)) throw new Error('`timeScale` has to be greater than 0.')
  if (timeScale !== 1 && gateway.mode === 'live')
    throw new Error('`timeScale` is for rehearsals. Leave it out in live mode.')
  if (rateLimits === 'off' && gateway.mode === 'live')
    throw new Error("`rateLimits: 'off'` is for rehearsals. Leave it out in live mode.")
  if (!Number.isInteger(trustedProxies) || trustedProxies < 0)
    throw new Error('`trustedProxies` has to be a whole number of proxies, 0 or more.')
  if (cvc !== 'never' && cvc.acceptPciScope !== 'SAQ-D') {
    throw new Error(
      "`cvc.collect` sends security codes through your server. Say `acceptPciScope: 'SAQ-D'`, or `cvc: 'never'`.",
    )
  }
  if (cvc !== 'never' && typeof cvc.collect !== 'function' && !['optional', 'required'].includes(cvc.collect)) {
    throw new Error("`cvc.collect` has to be 'optional', 'required' or a function that answers a rule for each card.")
  }
}
