import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectMatchesGateway, payAgain, untilSettled } from './assertions.ts'
import { requireCard, toCheckoutId } from './flows.ts'
import { type Harness, openHarness, requireShop } from './harness.ts'

const minute = 60_000

let harness: Harness
beforeAll(async () => {
  harness = await openHarness({ kind: 'postgres', shops: 1 })
})
afterAll(() => harness.close())

/** The gateway makes the charge at once, and answers when its clock has advanced by this much. */
const answerAfterMs = 1_000

/** Sends SIGTERM to a process while it waits for the answer to a charge. */
async function stopDuringCharge() {
  const shop = requireShop(harness, 0)
  const cardId = await requireCard(shop)
  const { sandbox } = shop.gateway
  sandbox.script({ delayMs: answerAfterMs, webhooks: { kind: 'lost' } })
  const checkoutId = toCheckoutId()
  const before = sandbox.orders.list().length
  const answered = shop.customer.pay(checkoutId, { cardId }).then(
    ({ status }) => status,
    () => 'killed',
  )
  await expect.poll(() => sandbox.orders.list().length, { timeout: 15_000 }).toBe(before + 1)
  const { child } = shop.process()
  child.kill('SIGTERM')
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(child.exitCode, 'exit code while a charge is in flight').toBeNull()
  return { shop, checkoutId, child, answered }
}

it('finishes a charge in flight on SIGTERM, records it, and then exits', async () => {
  const { shop, checkoutId, child, answered } = await stopDuringCharge()
  await shop.gateway.clock.advance(answerAfterMs)
  expect(await answered).toBe('succeeded')
  if (child.exitCode === null) await once(child, 'exit')
  expect(child.exitCode).toBe(0)
  await harness.restart()
  expect((await shop.customer.checkout(checkoutId)).payment).toMatchObject({ status: 'succeeded' })
  await untilSettled(shop)
  await expectMatchesGateway(shop)
})

it('loses and doubles no charge when SIGKILL follows SIGTERM before the charge is finished', async () => {
  const { shop, checkoutId, answered } = await stopDuringCharge()
  // SIGKILL, and a new process a minute later.
  await harness.restart(minute)
  expect(await answered).toBe('killed')
  expect((await shop.customer.checkout(checkoutId)).payment).toMatchObject({ mayPayAgain: false })
  await untilSettled(shop)
  await payAgain(shop, checkoutId)
  await expectMatchesGateway(shop)
  const [row] = await shop.query(`select ref from cardfile_payment where checkout_id = '${checkoutId}'`)
  const charges = shop.gateway.sandbox.orders.list().filter((order) => order.charged > 0)
  expect(charges.filter(({ merchantOrderId }) => merchantOrderId === row?.['ref'])).toHaveLength(1)
})
