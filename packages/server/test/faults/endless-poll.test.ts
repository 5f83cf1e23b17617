import { expect, it } from 'vitest'
import { openTestShop } from '../support/shop.ts'

it('polls once for a webhook about a declined charge whose order could not be cancelled', async () => {
  const shop = await openTestShop('embedded')
  const ada = shop.customer('ada')
  const card = await ada.saveCard()
  shop.sandbox.script('decline-51')
  shop.sandbox.script('cancel-refused')
  const payment = await ada.pay(ada.newCheckout(1295), { cardId: card.id })
  expect(payment.status).toBe('declined')
  const order = shop.sandbox.orders.list().at(-1)
  expect(order?.status).toBe('error')

  const before = shop.gatewayRequests.length
  await ada.send('POST', '/webhooks', { event: 'status_changed', order_id: order?.id, project_id: 'x' })
  // After the minimum interval between hints, when the poll that this webhook schedules is due.
  shop.clock.offsetMs += 10_000
  await Promise.race([shop.cardfile.reconcile(), new Promise((resolve) => setTimeout(resolve, 2_000))])
  expect(shop.gatewayRequests.length - before).toBeLessThan(5)
})
