/** The shop's account at the gateway. */
export interface GatewayOptions {
  /** From the merchant portal. A key of a sandbox website simulates, a key of a production website charges. */
  readonly apiKey: string
  /** The kind of key. Compared with every order, so that a test payment never ships real goods. */
  readonly mode: 'test' | 'live'
  /** The URL of the API, without `/v1`. Default: `https://api.costplus.online`. */
  readonly baseUrl?: string
  /** Compared with every order when given. */
  readonly projectId?: string
  /** Further origins that the customer may be sent to, beside the gateway's own. */
  readonly redirectOrigins?: readonly string[]
  /** Replaces the global `fetch`. `@cardfile/server/node` has one that keeps connections alive. */
  readonly fetch?: typeof fetch
}
