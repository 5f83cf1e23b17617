import { afterAll, beforeAll, expect, it } from 'vitest'
import { createCustomer } from '../support/customer.ts'
import { expectMatchesGateway, untilSettled } from './assertions.ts'
import { requireCard, toCheckoutId } from './flows.ts'
import { type Harness, type KillableShop, openHarness, requireShop } from './harness.ts'
import type { ShopProcess } from './shop-process.ts'

const minute = 60_000

let harness: Harness
let other: ShopProcess
beforeAll(async () => {
  harness = await openHarness({ kind: 'postgres', shops: 3 })
  other = await harness.startSecond()
})
afterAll(async () => {
  await other.kill()
  await harness.close()
})

/** A shop with a saved card, served by two processes. The test freezes the first with SIGSTOP. */
async function prepare(number: number) {
  const shop = requireShop(harness, number)
  const cardId = await requireCard(shop)
  const { child } = shop.process()
  const cardfile = { handle: (request: Request) => other.handle(number, request) }
  const { sandbox } = shop.gateway
  return {
    shop,
    card: { cardId },
    checkoutId: toCheckoutId(),
    /** The same customer, served by the second process. */
    elsewhere: createCustomer({ cardfile, sandbox, checkouts: new Map() }, shop.customerId),
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
  }
}

/** Advances the clocks by 12 minutes and reconciles, all without the frozen process. */
async function reconcileElsewhere({ number, gateway }: KillableShop): Promise<void> {
  let passed = 0
  for (const minutes of [1, 1, 5, 5]) {
    passed += minutes * minute
    await other.setOffset(number, passed)
    await gateway.clock.advance(minutes * minute)
    await other.reconcile(number)
  }
}

async function expectOneCharge(shop: KillableShop, checkoutId: string): Promise<void> {
  await untilSettled(shop)
  await expectMatchesGateway(shop)
  const rows = await shop.query(`select ref from cardfile_payment where checkout_id = '${checkoutId}'`)
  const charges = shop.gateway.sandbox.orders
    .list()
    .filter((order) => order.charged > 0 && rows.some(({ ref }) => ref === order.merchantOrderId))
  expect(charges).toHaveLength(1)
}

it('records a charge once when its process is frozen before the answer and another process records it meanwhile', async () => {
  const { shop, card, checkoutId, elsewhere, freeze, thaw } = await prepare(0)
  const { sandbox } = shop.gateway
  // The charge is made at once, and its answer arrives while the process is frozen.
  sandbox.script({ delayMs: 1_000, webhooks: { kind: 'lost' } })
  const before = sandbox.orders.list().length
  const pressed = shop.customer.pay(checkoutId, card)
  await expect.poll(() => sandbox.orders.list().length, { timeout: 15_000 }).toBe(before + 1)
  freeze()
  await reconcileElsewhere(shop)
  expect(await elsewhere.checkout(checkoutId)).toMatchObject({ payment: { status: 'succeeded' } })
  thaw()
  expect(await pressed).toMatchObject({ status: 'succeeded' })
  await expectOneCharge(shop, checkoutId)
})

it('does not send a charge after a freeze between claim and POST, when the customer has paid again meanwhile', async () => {
  const { shop, card, checkoutId, elsewhere, freeze, thaw } = await prepare(1)
  const { number } = shop
  const first = shop.process()
  const { paused } = await first.record(number, { effect: 'transaction 1: commit', side: 'after' })
  const pressed = shop.customer.pay(checkoutId, card)
  await paused
  freeze()
  await reconcileElsewhere(shop)
  expect(await elsewhere.pay(checkoutId, card)).toMatchObject({ status: 'succeeded' })
  thaw()
  await first.skipSystemTime(number, 12 * minute)
  await first.resume(number)
  expect(await pressed).toMatchObject({ status: 'cancelled' })
  await expectOneCharge(shop, checkoutId)
})

it('discards the answer to a poll from before a freeze, when another process has polled meanwhile', async () => {
  const { shop, card, checkoutId, freeze, thaw } = await prepare(2)
  const { number, gateway } = shop
  await shop.reconcile()
  gateway.sandbox.script({ answer: { kind: 'reset', when: 'before' }, webhooks: { kind: 'lost' } })
  expect(await shop.customer.pay(checkoutId, card)).toMatchObject({ status: 'confirming' })
  await shop.advance(minute)
  const first = shop.process()
  const { paused } = await first.record(number, { effect: 'transaction 1: begin', side: 'before' })
  const reconciled = first.reconcile(number)
  await paused
  freeze()
  await reconcileElsewhere(shop)
  thaw()
  await first.resume(number)
  await reconciled
  await expectOneCharge(shop, checkoutId)
})
