import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { requireCard, toCheckoutId } from './flows.ts'
import { comeToRest, judge, payAgain } from './assertions.ts'
import { openStand, type Stand } from './harness.ts'

const minute = 60_000

let stand: Stand
beforeAll(async () => {
  stand = await openStand({ kind: 'postgres', shops: 1 })
})
afterAll(() => stand.close())

/** The gateway answers a charge that it has made when its clock has gone on for so long. */
const answerAfterMs = 1_000

/** A process that is told to stop while the gateway takes its time over a charge. */
async function stopDuringCharge() {
  const [stall] = stand.stalls
  if (stall === undefined) throw new Error('There is no shop.')
  const cardId = await requireCard(stall)
  const { sandbox } = stall.gateway
  sandbox.script({ delayMs: answerAfterMs, webhooks: { kind: 'lost' } })
  const checkoutId = toCheckoutId()
  const before = sandbox.orders.list().length
  const answered = stall.customer.pay(checkoutId, { cardId }).then(
    ({ status }) => status,
    () => 'gone',
  )
  await expect.poll(() => sandbox.orders.list().length, { timeout: 15_000 }).toBe(before + 1)
  const { child } = stall.process()
  child.kill('SIGTERM')
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(child.exitCode, 'a process that has a charge under way').toBeNull()
  return { stall, checkoutId, child, answered }
}

it('answers a charge that is under way on SIGTERM, writes it up, and then ends', async () => {
  const { stall, checkoutId, child, answered } = await stopDuringCharge()
  await stall.gateway.clock.advance(answerAfterMs)
  expect(await answered).toBe('succeeded')
  if (child.exitCode === null) await once(child, 'exit')
  expect(child.exitCode).toBe(0)
  await stand.restart()
  expect((await stall.customer.checkout(checkoutId)).payment).toMatchObject({ status: 'succeeded' })
  await comeToRest(stall)
  await judge(stall)
})

it('loses and doubles nothing when nobody waits for that, and SIGKILL comes after SIGTERM', async () => {
  const { stall, checkoutId, answered } = await stopDuringCharge()
  // Kills it, and starts another a minute later.
  await stand.restart(minute)
  expect(await answered).toBe('gone')
  expect((await stall.customer.checkout(checkoutId)).payment).toMatchObject({ mayPayAgain: false })
  await comeToRest(stall)
  await payAgain(stall, checkoutId)
  await judge(stall)
  const [row] = await stall.query(`select ref from cardfile_payment where checkout_id = '${checkoutId}'`)
  const charges = stall.gateway.sandbox.orders.list().filter((order) => order.charged > 0)
  expect(charges.filter(({ merchantOrderId }) => merchantOrderId === row?.['ref'])).toHaveLength(1)
})
