import { expect, it } from 'vitest'
import { expectMatchesGateway, payAgain, untilSettled } from './assertions.ts'
import { requireCard, toCheckoutId, untilDelivered } from './flows.ts'
import { type GatewayProxy, openGatewayProxy } from './gateway-proxy.ts'
import { type KillableShop, openHarness } from './harness.ts'

/** With `CARDFILE_SOAK=1`, after every single byte. */
const isSoak = process.env['CARDFILE_SOAK'] === '1'
const shops = 8

/** Presses, and resolves when this many bytes of the charge's body have reached the gateway. */
async function cutCharge(shop: KillableShop, proxy: GatewayProxy, bytes: number): Promise<string> {
  const cardId = await requireCard(shop)
  const checkoutId = toCheckoutId()
  const { cut } = proxy.cutAfter(bytes)
  // The kill breaks this request.
  shop.customer.pay(checkoutId, { cardId }).catch(() => {})
  await cut
  return checkoutId
}

it(
  'charges once or not at all when the process is killed while it writes the body of a charge',
  async () => {
    const proxies: GatewayProxy[] = []
    const harness = await openHarness({
      kind: 'postgres',
      shops,
      gatewayProxy: async () => {
        const proxy = await openGatewayProxy()
        proxies.push(proxy)
        return proxy.url
      },
    })
    for (const [number, { gateway }] of harness.shops.entries()) proxies[number]?.connectTo(gateway.port)
    const pairs = harness.shops.flatMap((shop, number) => {
      const proxy = proxies[number]
      return proxy === undefined ? [] : [{ shop, proxy }]
    })
    try {
      const [first] = pairs
      if (first === undefined) throw new Error('The harness has no shops.')
      await first.shop.customer.pay(toCheckoutId(), { cardId: await requireCard(first.shop) })
      const length = first.proxy.lastLength()
      expect(length).toBeGreaterThan(300)

      const cuts = Array.from({ length: isSoak ? length + 1 : shops }, (_, index) =>
        isSoak ? index : Math.round((index * length) / (shops - 1)),
      )
      let charged = 0
      while (cuts.length > 0) {
        const batch = cuts.splice(0, shops).flatMap((bytes, index) => {
          const pair = pairs[index]
          return pair === undefined ? [] : [{ ...pair, bytes }]
        })
        const checkoutIds = await Promise.all(batch.map(({ shop, proxy, bytes }) => cutCharge(shop, proxy, bytes)))
        await harness.restart()
        for (const { proxy } of batch) proxy.restore()
        await Promise.all(
          batch.map(async ({ shop, proxy }, index) => {
            const checkoutId = checkoutIds[index] ?? ''
            await untilSettled(shop)
            const { payment } = await shop.customer.checkout(checkoutId)
            if (payment?.status === 'succeeded') charged += 1
            await payAgain(shop, checkoutId)
            await untilDelivered(shop)
            await expectMatchesGateway(shop)
            // A POST counts as sent however little of it arrived: none was sent twice.
            const [rows] = await shop.query('select count(*) as count from cardfile_payment')
            expect(proxy.posts()).toBe(Number(rows?.['count']))
          }),
        )
      }
      // Only the POST that was cut after its last byte made an order.
      expect(charged).toBe(1)
    } finally {
      await harness.close()
      for (const proxy of proxies) await proxy.close()
    }
  },
  isSoak ? 20 * 60_000 : 120_000,
)
