import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase, type Database } from '../store/database.ts'
import { checkout, payment } from '../store/schema.ts'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'
import { isShownAsConfirming } from './confirming.ts'
import { PAYMENT_STATES } from '../state-machine/payment-state.ts'
import { toPayment } from '../state-machine/payment-view.ts'

let shop: TestShop
let database: Database
beforeAll(async () => {
  shop = await openTestShop('embedded')
  database = await openDatabase(shop.options.database, false)
})
afterAll(() => shop.close())

const kinds = ['hosted', 'one_click'] as const
const combinations = PAYMENT_STATES.flatMap((state) =>
  kinds.flatMap((kind) =>
    [null, 'https://gateway.example/pay'].flatMap((redirectUrl) =>
      [null, new Date()].map((returnedAt) => ({ state, kind, redirectUrl, returnedAt })),
    ),
  ),
)

it('counts as confirming exactly what the customer is shown as confirming', async () => {
  const at = new Date()
  for (const [index, facts] of combinations.entries()) {
    const checkoutId = `facts-${index}`
    await database.db.insert(checkout).values({ id: checkoutId, customerId: 'ada' })
    const own = { id: crypto.randomUUID(), ref: checkoutId, idempotencyKey: checkoutId }
    const times = { submittedAt: at, createdAt: at, updatedAt: at }
    const rest = { checkoutId, customerId: 'ada', amount: 1295, currency: 'EUR', intentMac: '' }
    await database.db.insert(payment).values({ ...own, ...times, ...rest, ...facts })
  }
  const rows = await database.db.select().from(payment).where(eq(payment.customerId, 'ada'))
  expect(rows).toHaveLength(combinations.length)
  const counted = await database.db.select({ id: payment.id }).from(payment).where(isShownAsConfirming)
  const shown = rows.filter((row) => toPayment(row, 'never').status === 'confirming').map(({ id }) => id)
  expect(counted.map(({ id }) => id).toSorted()).toEqual(shown.toSorted())
  expect(await (await shop.customer('ada').send('GET', '/health')).json()).toMatchObject({ confirming: shown.length })
})
