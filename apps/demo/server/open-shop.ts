import type { RequestListener } from 'node:http'
import { createCardfile } from '@cardfile/server'
import { gatewayFetch, toNodeListener } from '@cardfile/server/node'
import { Hono } from 'hono'
import { openDatabase, type OpenDatabase } from './database.ts'
import { redirectToPublicHost } from './front/redirect-to-public-host.ts'
import { gatewayOptions, startSandbox } from './own-sandbox.ts'
import { toRequestListener } from './request-listener.ts'
import { createSandboxRoutes } from './sandbox-routes.ts'
import { createShopRoutes } from './shop/routes.ts'
import { customerOf } from './shop/session.ts'
import { createShopStore, type ShopStore } from './shop/store.ts'
import type { Config } from './start-up/config.ts'
import { readOrCreateSecret, openDataDirectory } from './start-up/data-directory.ts'
import { createRequestQueue, listenOnLoopback, requireFreePort } from './start-up/loopback.ts'

export interface OpenShopOptions {
  readonly config: Config
  /** Folder of the app, for the default data directory. */
  readonly appRoot: string
  /** Serves the pages: every path that is neither a payment route nor a shop route. */
  readonly front: RequestListener
}

export interface OpenShop {
  close(): Promise<void>
}

/**
 * Opens the ports, the database and the sandbox, in that order: the cheapest failure comes first. Requests are queued until
 * all of them are open.
 */
export async function openShop({ config, appRoot, front }: OpenShopOptions): Promise<OpenShop> {
  const closers: (() => Promise<void>)[] = []
  const close = async () => {
    for (const closeOne of closers.toReversed()) await closeOne()
  }
  try {
    const directory = await openDataDirectory(config.dataDirectory, appRoot)
    const secret = config.secret ?? (await readOrCreateSecret(directory))

    const queue = createRequestQueue()
    const server = await listenOnLoopback(config.port, queue.listener)
    closers.push(() => server.close())

    const { gateway } = config
    if (gateway.kind === 'sandbox') await requireFreePort(gateway.port, 'SANDBOX_PORT')
    const opened = await openDatabase(config.databaseUrl, directory)
    closers.push(opened.close)
    const sandbox = gateway.kind === 'sandbox' ? await startSandbox(gateway.port, gateway.apiKey, directory) : undefined
    if (sandbox !== undefined) closers.push(() => sandbox.close())

    const store = createShopStore(opened.database)
    const cardfile = createShopCardfile(config, secret, opened, store)
    closers.push(() => cardfile.close())
    // Before `start()`, which may deliver events at once.
    await store.createTables()
    await cardfile.start()

    const shop = new Hono()
    shop.route('/demo', createShopRoutes({ store, publicUrl: config.publicUrl }))
    shop.route('/demo/sandbox', createSandboxRoutes({ sandbox: sandbox?.sandbox, publicUrl: config.publicUrl }))
    const answerPayment = toNodeListener(cardfile)
    const payments: RequestListener = (request, response) => void answerPayment(request, response)
    queue.release(route(payments, toRequestListener(shop.fetch), redirectToPublicHost(config.publicUrl, front)))
    return {
      async close() {
        // First, so that requests in flight still find the database and the sandbox open.
        await server.close()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

function createShopCardfile(config: Config, secret: string, { database }: OpenDatabase, store: ShopStore) {
  return createCardfile({
    gateway: { ...gatewayOptions(config.gateway), fetch: gatewayFetch() },
    database,
    secret,
    publicUrl: `${config.publicUrl}/api/cardfile`,
    returnTo: ({ checkoutId }) => `/checkout/${checkoutId}`,
    identify: async (request) => {
      const customerId = customerOf(request.headers)
      return customerId === undefined ? null : { customerId }
    },
    loadCheckout: async (checkoutId, { customerId }) => {
      const checkout = await store.findCheckout(checkoutId, customerId)
      return checkout === undefined ? null : { amount: checkout.amount, description: checkout.description }
    },
    onEvent: async ({ id, type, at, customerId, checkoutId, paymentId }) => {
      await store.recordEvent({
        id,
        type,
        at: at.toISOString(),
        customer: customerId,
        checkoutId: checkoutId ?? null,
        paymentId: paymentId ?? null,
      })
    },
    cvc: config.cvc === 'never' ? 'never' : { collect: config.cvc, acceptPciScope: 'SAQ-D' },
    timeScale: config.timeScale,
    ...(config.rateLimits === 'off' ? { rateLimits: 'off' } : {}),
  })
}

/** Chooses the listener by the start of the path. */
function route(payments: RequestListener, shop: RequestListener, front: RequestListener): RequestListener {
  return (request, response) => {
    const path = request.url ?? '/'
    if (path.startsWith('/api/cardfile/')) payments(request, response)
    else if (path.startsWith('/demo/')) shop(request, response)
    else front(request, response)
  }
}
