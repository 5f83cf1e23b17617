import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../../test/support/shop.ts'

const isSoak = process.env['CARDFILE_SOAK'] === '1'
const deliveries = isSoak ? 10_000 : 1_000
/** A thousand of them are raced in `proof/hint-race.test.ts`. */
const races = 20

describe.each(DATABASE_KINDS)('on the %s database', (kind) => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await openTestShop(kind, { rateLimits: 'off' })
  })
  afterAll(() => shop.close())

  const transitionsOf = async (paymentId: string, to: string) =>
    (await shop.query(`select 1 from cardfile_payment_log where payment_id = '${paymentId}' and to_state = '${to}'`))
      .length
  const toldOf = (paymentId: string) =>
    shop.events.filter((event) => event.type === 'payment.succeeded' && event.paymentId === paymentId).length

  /** A payment that is paid at the gateway, and of which nothing has been heard here yet. */
  async function payUnheard(): Promise<{ id: string; orderId: string }> {
    const ada = shop.customer('ada')
    const payment = await ada.pay(ada.newCheckout(1295))
    const [row] = (await shop.query(`select order_id from cardfile_payment where id = '${payment.id}'`)) as [
      { order_id: string },
    ]
    await shop.sandbox.pay(row.order_id, { card: 'visa-1111' })
    return { id: payment.id, orderId: row.order_id }
  }

  /** A look just before the success spaces the next one by two seconds, and may itself still be under way. */
  async function settled(paymentId: string): Promise<void> {
    await expect
      .poll(
        async () => {
          shop.clock.offsetMs += 1_000
          await shop.cardfile.reconcile()
          return [await transitionsOf(paymentId, 'succeeded'), toldOf(paymentId)]
        },
        { timeout: 10_000 },
      )
      .toEqual([1, 1])
  }

  it(
    `takes ${deliveries} deliveries of one event for one transition, and asks the gateway a few times`,
    { timeout: isSoak ? 20 * 60_000 : 120_000 },
    async () => {
      const { id, orderId } = await payUnheard()
      const gateway = shop.customer(null)
      const before = shop.gatewayRequests.length
      for (let sent = 0; sent < deliveries; sent += 100) {
        const batch = Array.from({ length: 100 }, () =>
          gateway.send('POST', '/webhooks', { event: 'status_changed', order_id: orderId }),
        )
        for (const answer of await Promise.all(batch)) expect(answer.status).toBe(200)
      }
      await settled(id)
      expect(
        shop.gatewayRequests.slice(before).filter((request) => request.startsWith('GET')).length,
      ).toBeLessThanOrEqual(20)
      expect([await transitionsOf(id, 'succeeded'), toldOf(id)]).toEqual([1, 1])
    },
  )

  it(
    'lets webhook, read and reconciler meet in the same moment, and records one success',
    { timeout: 120_000 },
    async () => {
      for (let race = 0; race < races; race += 1) {
        const { id, orderId } = await payUnheard()
        const ada = shop.customer('ada')
        await Promise.all([
          shop.customer(null).send('POST', '/webhooks', { order_id: orderId }),
          ada.payment(id),
          shop.cardfile.reconcile(),
          ada.payment(id),
        ])
        await settled(id)
        expect([await transitionsOf(id, 'succeeded'), toldOf(id)]).toEqual([1, 1])
      }
    },
  )
})

it('answers a webhook in time while the gateway hangs', async () => {
  const shop = await openTestShop('embedded')
  const ada = shop.customer('ada')
  const payment = await ada.pay(ada.newCheckout(1295))
  const [row] = (await shop.query(`select order_id from cardfile_payment where id = '${payment.id}'`)) as [
    { order_id: string },
  ]
  shop.sandbox.script({ answer: { kind: 'hang' } }, { on: 'getOrder', times: 3 })
  const started = performance.now()
  const answer = await shop.customer(null).send('POST', '/webhooks', { order_id: row.order_id })
  expect(answer.status).toBe(200)
  expect(performance.now() - started).toBeLessThan(3_500)
  await shop.close()
})

it('limits the polls that unsigned webhooks can cause', async () => {
  const shop = await openTestShop('embedded', { rateLimits: { unsignedWebhooks: { limit: 2, withinMs: 60_000 } } })
  const ada = shop.customer('ada')
  const orderIds = []
  for (let payment = 0; payment < 4; payment += 1) {
    const { id } = await ada.pay(ada.newCheckout(1295))
    const [row] = await shop.query(`select order_id from cardfile_payment where id = '${id}'`)
    orderIds.push(String(row?.['order_id']))
  }
  const nobody = shop.customer(null)
  const answers = []
  for (const orderId of orderIds) answers.push(await nobody.send('POST', '/webhooks', { order_id: orderId }))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 429])
  expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(0)
  await shop.close()
})
