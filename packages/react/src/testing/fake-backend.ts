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
import { FakeProblemError } from './fake-problem.ts'
import { checkBody, checkOrigin, parseJson, routeOf, shopOrigin } from './fake-request.ts'
import { createFakeShop } from './fake-shop.ts'
import { checkoutId } from './fixtures.ts'
import type { Scenario } from './scenarios.ts'

/** Options of `createFakeBackend`. */
export interface FakeBackendOptions {
  /** The behaviour of the backend. Default: every payment succeeds. */
  readonly scenario?: Scenario
  /** The customer's saved cards. Default: none. */
  readonly cards?: readonly SavedCard[]
  /** The status of a payment that exists before the page opens. Default: none. */
  readonly payment?: PaymentStatus
  /** The id of the first checkout. Default: `order-1042`. */
  readonly checkoutId?: string
  /** The price of the first checkout. Default: €12.95. */
  readonly amount?: Money
  /** The description of every checkout. Default: "Order 1042". */
  readonly description?: string
  /** Time until `quoteExpiresAt` of a checkout, in milliseconds. Default: 30 minutes. */
  readonly quoteLifetimeMs?: number
  /** Delay of each answer, in milliseconds. Default: 0. */
  readonly latencyMs?: number
  /** Where the backend is mounted. Default: `/api/cardfile`. */
  readonly endpoint?: string
}

/** A request that was made. Of the CVC it records only whether there was one. */
export interface RecordedRequest {
  readonly method: string
  readonly path: string
  readonly idempotencyKey: string | null
  readonly acceptLanguage: string | null
  readonly hadCvc: boolean
}

/** A shop's backend in memory, for tests and stories. */
export interface FakeBackend {
  /** Pass it to `createCardfileClient({ endpoint: '/api/cardfile', fetch })`. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>
  /** Every request so far, in order. */
  readonly requests: readonly RecordedRequest[]
  /** Changes the scenario from the next request on. */
  readonly play: (scenario: Scenario) => void
  /** Sets the outcome of a payment, by redirect URL or payment id, as the gateway's page or the bank would. */
  readonly settle: (payment: string, outcome: PaymentStatus | DeclineReason) => Payment
  /** Changes the price of a checkout, in minor units. Default: of the first one. */
  readonly changePrice: (value: number, checkoutId?: string) => void
  /** Creates another checkout of the same customer and returns its id. Default: at the price of the first. */
  readonly newCheckout: (amount?: Money) => string
}

/**
 * Creates an in-memory backend that conforms to the contract: its routes, the order of its checks, one open payment per
 * checkout, one payment per idempotency key.
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
    if (name !== 'getHealth' && isSignedOut(shop.scenario, name === 'pay'))
      throw new FakeProblemError('unauthenticated')
    switch (name) {
      case 'getCheckout':
        return json(200, shop.getCheckout(id))
      case 'pay': {
        const parsed = safeParse(payBodySchema, parseJson(body))
        const key = safeParse(idempotencyKeySchema, request.headers.get(IDEMPOTENCY_KEY_HEADER))
        if (!parsed.success || !key.success) throw new FakeProblemError('invalid_request')
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
      const response = answerOrProblem(() => answer(request, path, body))
      if (scenario === 'answer_lost' && isPayment) throw new TypeError('Failed to fetch')
      return response
    },
  }
}

function answerOrProblem(answer: () => Response): Response {
  try {
    return answer()
  } catch (error) {
    if (error instanceof FakeProblemError) return error.toResponse()
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

/** Never resolves. Rejects like a real request when it is aborted. */
function hang(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')))
  })
}
