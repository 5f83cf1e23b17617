import { afterAll, beforeAll, expect, it } from 'vitest'
import { createCustomer } from '../support/customer.ts'
import { requireCard, toCheckoutId } from './flows.ts'
import { comeToRest, judge } from './assertions.ts'
import type { ShopProcess } from './shop-process.ts'
import { openStand, type Stall, type Stand } from './harness.ts'

const minute = 60_000

let stand: Stand
let other: ShopProcess
beforeAll(async () => {
  stand = await openStand({ kind: 'postgres', shops: 3 })
  other = await stand.another()
})
afterAll(async () => {
  await other.kill()
  await stand.close()
})

/** A shop with a saved card, whose first process is about to stop for eleven minutes. */
async function prepare(number: number) {
  const stall = stand.stalls[number]
  if (stall === undefined) throw new Error('There is no such shop.')
  const cardId = await requireCard(stall)
  const { child } = stall.process()
  const cardfile = { handle: (request: Request) => other.handle(number, request) }
  const { sandbox } = stall.gateway
  return {
    stall,
    way: { cardId },
    checkoutId: toCheckoutId(),
    /** The same customer, served by the process that goes on. */
    elsewhere: createCustomer({ cardfile, sandbox, checkouts: new Map() }, stall.customerId),
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
  }
}

/** Time passes for everybody but the process that stands still, and the other one looks. */
async function passElsewhere({ number, gateway }: Stall): Promise<void> {
  let passed = 0
  for (const minutes of [1, 1, 5, 5]) {
    passed += minutes * minute
    await other.move(number, passed)
    await gateway.clock.advance(minutes * minute)
    await other.reconcile(number)
  }
}

async function expectOneCharge(stall: Stall, checkoutId: string): Promise<void> {
  await comeToRest(stall)
  await judge(stall)
  const rows = await stall.query(`select ref from cardfile_payment where checkout_id = '${checkoutId}'`)
  const charges = stall.gateway.sandbox.orders
    .list()
    .filter((order) => order.charged > 0 && rows.some(({ ref }) => ref === order.merchantOrderId))
  expect(charges).toHaveLength(1)
}

it('records a charge once when the process that sent it was frozen, and another one has recorded it meanwhile', async () => {
  const { stall, way, checkoutId, elsewhere, freeze, thaw } = await prepare(0)
  const { sandbox } = stall.gateway
  // The bank has charged, and the answer comes while nobody reads it.
  sandbox.script({ delayMs: 1_000, webhooks: { kind: 'lost' } })
  const before = sandbox.orders.list().length
  const pressed = stall.customer.pay(checkoutId, way)
  await expect.poll(() => sandbox.orders.list().length, { timeout: 15_000 }).toBe(before + 1)
  freeze()
  await passElsewhere(stall)
  expect(await elsewhere.checkout(checkoutId)).toMatchObject({ payment: { status: 'succeeded' } })
  thaw()
  expect(await pressed).toMatchObject({ status: 'succeeded' })
  await expectOneCharge(stall, checkoutId)
})

it('sends nothing any more after it was frozen between claim and POST, when the customer has paid again meanwhile', async () => {
  const { stall, way, checkoutId, elsewhere, freeze, thaw } = await prepare(1)
  const { number } = stall
  const first = stall.process()
  const { held } = await first.watch(number, { boundary: 'transaction 1: commit', side: 'after' })
  const pressed = stall.customer.pay(checkoutId, way)
  await held
  freeze()
  await passElsewhere(stall)
  expect(await elsewhere.pay(checkoutId, way)).toMatchObject({ status: 'succeeded' })
  thaw()
  await first.wake(number, 12 * minute)
  await first.release(number)
  expect(await pressed).toMatchObject({ status: 'cancelled' })
  await expectOneCharge(stall, checkoutId)
})

it('changes nothing with what it saw before it was frozen, when another process has looked meanwhile', async () => {
  const { stall, way, checkoutId, freeze, thaw } = await prepare(2)
  const { number, gateway } = stall
  await stall.reconcile()
  gateway.sandbox.script({ answer: { kind: 'reset', when: 'before' }, webhooks: { kind: 'lost' } })
  expect(await stall.customer.pay(checkoutId, way)).toMatchObject({ status: 'confirming' })
  await stall.pass(minute)
  const first = stall.process()
  const { held } = await first.watch(number, { boundary: 'transaction 1: begin', side: 'before' })
  const looked = first.reconcile(number)
  await held
  freeze()
  await passElsewhere(stall)
  thaw()
  await first.release(number)
  await looked
  await expectOneCharge(stall, checkoutId)
})
