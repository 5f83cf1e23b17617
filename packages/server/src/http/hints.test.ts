import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../../test/support/shop.ts'

const isSoak = process.env['CARDFILE_SOAK'] === '1'
const deliveries = isSoak ? 10_000 : 1_000
/** `test/races/hint-race.test.ts` races a thousand of them. */
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
  const eventsOf = (paymentId: string) =>
    shop.events.filter((event) => event.type === 'payment.succeeded' && event.paymentId === paymentId).length

  /** A payment that is paid at the gateway, before any hint of it. */
  async function payWithoutHint(): Promise<{ id: string; orderId: string }> {
    const ada = shop.customer('ada')
    const payment = await ada.pay(ada.newCheckout(1295))
    const [row] = (await shop.query(`select order_id from cardfile_payment where id = '${payment.id}'`)) as [
      { order_id: string },
    ]
    await shop.sandbox.pay(row.order_id, { card: 'visa-1111' })
    return { id: payment.id, orderId: row.order_id }
  }

  /** A poll just before the success delays the next one by two seconds, and may still be in flight. */
  async function settled(paymentId: string): Promise<void> {
    await expect
      .poll(
        async () => {
          shop.clock.offsetMs += 1_000
          await shop.cardfile.reconcile()
          return [await transitionsOf(paymentId, 'succeeded'), eventsOf(paymentId)]
        },
        { timeout: 10_000 },
      )
      .toEqual([1, 1])
  }

  it(
    `makes one transition of ${deliveries} deliveries of one event, and polls the gateway at most twenty times`,
    { timeout: isSoak ? 20 * 60_000 : 120_000 },
    async () => {
      const { id, orderId } = await payWithoutHint()
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
      expect([await transitionsOf(id, 'succeeded'), eventsOf(id)]).toEqual([1, 1])
    },
  )

  it('records one success when webhook, read and reconciler race', { timeout: 120_000 }, async () => {
    for (let race = 0; race < races; race += 1) {
      const { id, orderId } = await payWithoutHint()
      const ada = shop.customer('ada')
      await Promise.all([
        shop.customer(null).send('POST', '/webhooks', { order_id: orderId }),
        ada.payment(id),
        shop.cardfile.reconcile(),
        ada.payment(id),
      ])
      await settled(id)
      expect([await transitionsOf(id, 'succeeded'), eventsOf(id)]).toEqual([1, 1])
    }
  })
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
  const gateway = shop.customer(null)
  const answers = []
  for (const orderId of orderIds) answers.push(await gateway.send('POST', '/webhooks', { order_id: orderId }))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 429])
  expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(0)
  await shop.close()
})
