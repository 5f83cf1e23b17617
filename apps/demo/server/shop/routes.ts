import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as v from 'valibot'
import {
  amountBodySchema,
  checkoutBodySchema,
  sessionBodySchema,
  type Order,
  type ShopEvent,
} from '../../api/shop-api.ts'
import { problem } from './problem.ts'
import { PRODUCTS, priceItems } from './products.ts'
import { sameOrigin } from './same-origin.ts'
import { customerOf, sessionCookie } from './session.ts'
import type { ShopStore, StoredCheckout } from './store.ts'

export interface ShopRoutesOptions {
  readonly store: ShopStore
  readonly publicUrl: string
}

const maxBodyBytes = 64 * 1024

/** The shop's own routes, under `/demo`. Payments have theirs under `/api/cardfile`. */
export function createShopRoutes({ store, publicUrl }: ShopRoutesOptions): Hono {
  const routes = new Hono()
  routes.use(sameOrigin(publicUrl))
  routes.use(
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: () => problem(413, 'payload_too_large', 'A cart is smaller than this.'),
    }),
  )
  routes.use(async (context, next) => {
    await next()
    context.res.headers.set('cache-control', 'no-store')
  })

  routes.get('/session', (context) => context.json({ customer: customerOf(context.req.raw.headers) ?? null }))

  routes.post('/session', async (context) => {
    const body = await readBody(context, sessionBodySchema)
    if (body === undefined)
      return problem(400, 'invalid_request', 'Expected { "customer": "ada" }: 1 to 20 letters a-z.')
    context.header('set-cookie', sessionCookie(body.customer, { secure: publicUrl.startsWith('https:') }))
    return context.json({ customer: body.customer })
  })

  routes.get('/products', (context) => context.json({ products: PRODUCTS }))

  routes.post('/checkouts', async (context) => {
    const customer = customerOf(context.req.raw.headers)
    if (customer === undefined) return unauthenticated()
    const body = await readBody(context, checkoutBodySchema)
    if (body === undefined) {
      return problem(400, 'invalid_request', 'Expected { "items": [{ "sku", "quantity" }] }: quantities from 1 to 9.')
    }
    const price = priceItems(body.items)
    if (price === undefined) {
      return problem(400, 'invalid_request', 'One of these products is not sold here. GET /demo/products lists them.')
    }
    const checkoutId = await store.createCheckout({ customer, items: body.items, ...price })
    return context.json({ checkoutId }, 201)
  })

  routes.get('/checkouts', async (context) => {
    const customer = customerOf(context.req.raw.headers)
    if (customer === undefined) return unauthenticated()
    const checkouts = await store.listCheckouts(customer)
    return context.json({ orders: checkouts.map(toOrder) })
  })

  routes.get('/checkouts/:checkoutId', async (context) => {
    const customer = customerOf(context.req.raw.headers)
    if (customer === undefined) return unauthenticated()
    const checkout = await store.findCheckout(context.req.param('checkoutId'), customer)
    return checkout === undefined ? checkoutNotFound() : context.json(toOrder(checkout))
  })

  // No session: the shop's staff changes prices, not its customers.
  routes.put('/checkouts/:checkoutId/amount', async (context) => {
    const body = await readBody(context, amountBodySchema)
    if (body === undefined)
      return problem(400, 'invalid_request', 'Expected { "value": 995 }: whole cents, at least 1.')
    const moved = await store.moveAmount(context.req.param('checkoutId'), body.value)
    return moved ? context.json({ value: body.value }) : checkoutNotFound()
  })

  routes.get('/events', async (context) => {
    const events = await store.listEvents()
    return context.json({ events } satisfies { events: ShopEvent[] })
  })

  routes.notFound(() => problem(404, 'not_found', 'The shop has no such route.'))
  return routes
}

const unauthenticated = () =>
  problem(401, 'unauthenticated', 'Sign in first: POST /demo/session { "customer": "ada" }.')
const checkoutNotFound = () => problem(404, 'not_found', 'This customer has no such checkout.')

const toOrder = ({ checkoutId, items, amount, paid, createdAt }: StoredCheckout): Order => ({
  checkoutId,
  items,
  amount,
  paid,
  createdAt,
})

/** The body as the schema parses it; undefined when it is not JSON or does not match. */
async function readBody<const Schema extends v.GenericSchema>(
  context: Context,
  schema: Schema,
): Promise<v.InferOutput<Schema> | undefined> {
  const body: unknown = await context.req.json().catch(() => undefined)
  const result = v.safeParse(schema, body)
  return result.success ? result.output : undefined
}
