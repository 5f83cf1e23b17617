import type { RateLimits } from './rate-limits/rate-limit.ts'
import type { CvcRule, Money, SavedCard } from '@cardfile/contract'
import type { CardfileEvent } from './events/event.ts'
import type { GatewayOptions } from './gateway/gateway-options.ts'
import type { Logger } from './log/log.ts'
import type { SecretOption } from './secrets/key-ring.ts'
import type { DatabaseOption } from './store/database-option.ts'

/** A checkout, as the shop describes it: the amount to pay, and its description. */
export interface ShopCheckout {
  /** Minor units: `{ value: 1295, currency: 'EUR' }` is €12.95. */
  readonly amount: Money
  /** Shown to the customer and at the gateway, for example `Order 1042`. */
  readonly description: string
}

/**
 * Whether the shop's page asks for the CVC of a saved card. `'never'` keeps the shop in PCI SAQ A. Any other value relays
 * the CVC through the shop's server, which moves the shop to SAQ D: `acceptPciScope` confirms that.
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

/** The options of `createCardfile`. */
export interface CardfileOptions {
  readonly gateway: GatewayOptions
  /** A `pg.Pool`, or `embeddedDatabase('./data')` from `@cardfile/server/embedded`. */
  readonly database: DatabaseOption
  /** At least 32 bytes. Seals card tokens, signs quotes and URLs. `previous` secrets only open and verify. */
  readonly secret: SecretOption
  /** The address at which browsers and the gateway reach the handler, for example `https://shop.example/api/cardfile`. */
  readonly publicUrl: string
  /** Further exact origins whose pages may call the handler, by CORS with credentials. Default: none. */
  readonly origins?: readonly string[]
  /** The page to which a customer returns from the gateway: a path, or a URL on an allowed origin. */
  readonly returnTo: (where: { readonly checkoutId: string }) => string
  /** The customer of a request, from the shop's own session. Null is answered with 401. The only source of a customer id. */
  readonly identify: (
    request: Request,
  ) => Promise<{ readonly customerId: string } | null> | { readonly customerId: string } | null
  /**
   * The current price of a checkout. Null or undefined (missing, withdrawn, another customer's) is answered with 404. The only
   * source of an amount. A field that Cardfile does not know is refused, never dropped.
   */
  readonly loadCheckout: (
    checkoutId: string,
    who: { readonly customerId: string },
  ) => Promise<ShopCheckout | null | undefined> | ShopCheckout | null | undefined
  /** Receives every event at least once, always with the same `id`. Retried for 72 hours while it throws. */
  readonly onEvent?: (event: CardfileEvent) => Promise<void> | void
  /** Default `'never'`. */
  readonly cvc?: CvcOption
  /**
   * The consent text beside "save card", and the version under which it is recorded: at most 64 characters, and a new one
   * for each new text. `locale` (BCP 47) is the text's own, if it is not the requested one. Default: Cardfile's texts, in
   * every language of the kit.
   */
  readonly consent?: (asked: { readonly locale: string }) => {
    readonly version: string
    readonly text: string
    readonly locale?: string
  }
  /** How long the hosted payment page stays open, as an ISO 8601 duration. Default `PT30M`. */
  readonly paymentExpiry?: string
  /** Limits per customer, address and card; a missing one keeps its default. `'off'` is for rehearsals and refused in live mode. */
  readonly rateLimits?: Partial<RateLimits> | 'off'
  /** The number of proxies in front of the handler that append to `X-Forwarded-For`. Default 0: the header is ignored. */
  readonly trustedProxies?: number
  /** Default: silent. */
  readonly logger?: Logger
  /** `'manual'` leaves the tables to `cardfile.migrate()`. Default `'on-start'`. */
  readonly migrate?: 'on-start' | 'manual'
  /** Multiplies every delay and lifetime, for rehearsals: 0.05 makes ten minutes thirty seconds. Refused in live mode. Default 1. */
  readonly timeScale?: number
}

/** Throws a sentence that names the option if one cannot work: at start, not at the first payment. */
export function requireOptions(options: CardfileOptions): void {
  const { gateway, publicUrl, origins = [], timeScale = 1, cvc = 'never', rateLimits, trustedProxies = 0 } = options
  if (!URL.canParse(publicUrl) || !/^https?:$/.test(new URL(publicUrl).protocol)) {
    throw new Error(`\`publicUrl\` is ${JSON.stringify(publicUrl)}. Give the complete http(s) address of the handler.`)
  }
  for (const origin of origins) {
    if (URL.canParse(origin) && new URL(origin).origin === origin) continue
    throw new Error(
      `\`origins\` holds ${JSON.stringify(origin)}. Give exact origins, for example https://shop.example.`,
    )
  }
  // An unset environment variable arrives as undefined, despite the type.
  if (typeof gateway.apiKey !== 'string' || gateway.apiKey === '')
    throw new Error('`gateway.apiKey` is empty. Take it from the merchant portal, or use the sandbox.')
  if (gateway.mode !== 'test' && gateway.mode !== 'live') throw new Error("`gateway.mode` has to be 'test' or 'live'.")
  if (gateway.baseUrl !== undefined && /\/v1\/?$/.test(gateway.baseUrl)) {
    throw new Error('`gateway.baseUrl` ends in /v1. Leave it out: Cardfile adds it.')
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
      "`cvc.collect` sends security codes through your server. Add `acceptPciScope: 'SAQ-D'`, or set `cvc: 'never'`.",
    )
  }
  if (cvc !== 'never' && typeof cvc.collect !== 'function' && !['optional', 'required'].includes(cvc.collect)) {
    throw new Error("`cvc.collect` has to be 'optional', 'required' or a function that returns the rule for a card.")
  }
}
