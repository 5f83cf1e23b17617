import {
  IDEMPOTENCY_KEY_HEADER,
  idempotencyKeySchema,
  payBodySchema,
  routes,
  type Money,
  type Payment,
  type PaymentStatus,
  type DeclineReason,
  type SavedCard,
} from '@cardfile/contract'
import { safeParse } from 'valibot'
import { FakeRefusal } from './fake-problem.ts'
import { checkBody, checkOrigin, parseJson, routeOf, shopOrigin } from './fake-request.ts'
import { createFakeShop } from './fake-shop.ts'
import { checkoutId } from './fixtures.ts'
import type { Scenario } from './scenarios.ts'

/** What a fake backend starts from. */
export interface FakeBackendOptions {
  /** What happens. Default: every payment succeeds. */
  readonly scenario?: Scenario
  /** The customer's saved cards. Default: none. */
  readonly cards?: readonly SavedCard[]
  /** The state of a payment that was begun before the page was opened. Default: none was. */
  readonly payment?: PaymentStatus
  /** The checkout it knows from the start. Default: `order-1042`. */
  readonly checkoutId?: string
  /** Its price. Default: €12.95. */
  readonly amount?: Money
  /** What it is for. Default: "Order 1042". */
  readonly description?: string
  /** How long a quote lives, in milliseconds: `quoteExpiresAt` of a checkout. Default: 30 minutes. */
  readonly quoteLifetimeMs?: number
  /** How long each answer takes, in milliseconds. Default: 0. */
  readonly latencyMs?: number
  /** Where it is mounted. Default: `/api/cardfile`. */
  readonly endpoint?: string
}

/** A request that was made, without the security code: only whether there was one. */
export interface RecordedRequest {
  readonly method: string
  readonly path: string
  readonly idempotencyKey: string | null
  readonly acceptLanguage: string | null
  readonly hadCvc: boolean
}

/** A shop's backend in memory, for tests and stories. */
export interface FakeBackend {
  /** Give it to `createCardfileClient({ endpoint: '/api/cardfile', fetch })`. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>
  /** Every request so far, in order. */
  readonly requests: readonly RecordedRequest[]
  /** Changes what happens from the next request on. */
  readonly play: (scenario: Scenario) => void
  /** What the customer did on the gateway's page, or what the bank answered, by redirect address or payment id. */
  readonly settle: (payment: string, outcome: PaymentStatus | DeclineReason) => Payment
  /** Moves the price of a checkout, in minor units. Default: of the one it knew from the start. */
  readonly changePrice: (value: number, checkoutId?: string) => void
  /** Another checkout of the same customer. Default: at the price of the first. */
  readonly newCheckout: (amount?: Money) => string
}

/**
 * A backend in memory that keeps to the contract: its routes, its checks in their order, one open payment per checkout,
 * one payment per key.
 */
export function createFakeBackend(options: FakeBackendOptions = {}): FakeBackend {
  const { latencyMs = 0, endpoint = '/api/cardfile', amount = { value: 1295, currency: 'EUR' } } = options
  const firstId = options.checkoutId ?? checkoutId
  const requests: RecordedRequest[] = []
  const shop = createFakeShop({
    scenario: options.scenario ?? 'approves',
    cards: options.cards ?? [],
    checkoutId: firstId,
    amount,
    description: options.description ?? 'Order 1042',
    quoteLifetimeMs: options.quoteLifetimeMs ?? 30 * 60_000,
    payment: options.payment ?? null,
  })

  const answer = (request: Request, path: string, body: string): Response => {
    const { name, id } = routeOf(request.method, path)
    if (request.method !== 'GET') checkOrigin(request)
    if (name === 'pay') checkBody(request, body)
    if (name !== 'getHealth' && isSignedOut(shop.scenario, name === 'pay')) throw new FakeRefusal('unauthenticated')
    switch (name) {
      case 'getCheckout':
        return json(200, shop.getCheckout(id))
      case 'pay': {
        const parsed = safeParse(payBodySchema, parseJson(body))
        const key = safeParse(idempotencyKeySchema, request.headers.get(IDEMPOTENCY_KEY_HEADER))
        if (!parsed.success || !key.success) throw new FakeRefusal('invalid_request')
        const { payment, isNew } = shop.pay(parsed.output, key.output)
        return json(isNew ? 201 : 200, payment)
      }
      case 'getPayment':
        return json(200, shop.getPayment(id))
      case 'cancelPayment':
        return json(200, shop.cancelPayment(id))
      case 'listSavedCards':
        return json(200, { cards: shop.cards.list() })
      case 'removeSavedCard':
        shop.cards.remove(id)
        return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
      case 'setDefaultCard':
        shop.cards.setDefault(id)
        return json(200, { cards: shop.cards.list() })
      case 'getHealth':
        return json(200, shop.getHealth())
      default:
        return name satisfies never
    }
  }

  return {
    requests,
    play: (scenario) => shop.play(scenario),
    settle: (payment, outcome) => shop.settle(payment.split('/').at(-1) ?? payment, outcome),
    changePrice: (value, id = firstId) => shop.changePrice(value, id),
    newCheckout: (price = amount) => shop.newCheckout(price),
    async fetch(url, init) {
      const request = new Request(new URL(url, shopOrigin), init)
      const path = new URL(request.url).pathname.slice(endpoint.length)
      const body = await request.text()
      const isPayment = request.method === 'POST' && path === routes.pay.path
      requests.push({
        method: request.method,
        path,
        idempotencyKey: request.headers.get(IDEMPOTENCY_KEY_HEADER),
        acceptLanguage: request.headers.get('accept-language'),
        hadCvc: body.includes('"cvc"'),
      })
      const { scenario } = shop
      if (scenario === 'never_loads' || (scenario === 'never_answers' && isPayment)) await hang(init?.signal)
      if (scenario === 'load_fails' || (scenario === 'unreachable' && isPayment)) throw new TypeError('Failed to fetch')
      if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs))
      const response = answerOrRefuse(() => answer(request, path, body))
      if (scenario === 'answer_lost' && isPayment) throw new TypeError('Failed to fetch')
      return response
    },
  }
}

function answerOrRefuse(answer: () => Response): Response {
  try {
    return answer()
  } catch (error) {
    if (error instanceof FakeRefusal) return error.toResponse()
    throw error
  }
}

function isSignedOut(scenario: Scenario, isPayment: boolean): boolean {
  return scenario === 'signed_out' || (scenario === 'signed_out_at_press' && isPayment)
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  })
}

/** Never resolves; rejects like a real request when it is given up. */
function hang(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')))
  })
}
