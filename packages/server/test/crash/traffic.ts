import { expect } from 'vitest'
import { createCustomer, type Customer } from '../support/customer.ts'
import { expectMatchesGateway, untilSettled } from './assertions.ts'
import { toCheckoutId } from './flows.ts'
import type { KillableShop } from './harness.ts'

const customers = 4
const pauseMs = 20

/** Customers who press, come back, cancel and press again until they are stopped. */
interface Traffic {
  /** Resolves when the last visit has ended. */
  stop(): Promise<void>
}

/**
 * Runs customers in a shop while its process or its database is killed `kills` times, then compares the settled shop with
 * the gateway.
 */
export async function expectSurvivesKills(
  shop: KillableShop,
  kills: number,
  kill: () => Promise<unknown>,
): Promise<void> {
  const traffic = startTraffic(shop)
  for (let done = 0; done < kills; done += 1) {
    await untilMoreCharges(shop)
    await kill()
  }
  await untilMoreCharges(shop)
  await traffic.stop()
  await untilSettled(shop)
  await expectMatchesGateway(shop)
  expect(countCharges(shop), 'charges during the kills').toBeGreaterThan(kills)
}

/** Answers to customers are ignored: a kill can break any of them. */
function startTraffic(shop: KillableShop): Traffic {
  const traffic = { isStopped: false }

  async function visit(customer: Customer, turn: number): Promise<void> {
    const checkoutId = toCheckoutId()
    const key = crypto.randomUUID()
    const [card] = await customer.cards()
    if (card === undefined || turn % 4 === 3) {
      const payment = await customer.pay(checkoutId, { key, save: true })
      if (turn % 8 === 7) return void (await customer.send('POST', `/payments/${payment.id}/cancel`))
      return void (await customer.typeCard(payment))
    }
    const press = () => customer.press(checkoutId, { key, cardId: card.id })
    // Two presses at once, and a failed one again with the same key, as a proxy in front of the shop may do.
    await Promise.all([press(), press()]).catch(press)
    await customer.checkout(checkoutId)
  }

  async function stay(customerId: string): Promise<void> {
    const cardfile = { handle: (request: Request) => shop.process().handle(shop.number, request) }
    const customer = createCustomer({ cardfile, sandbox: shop.gateway.sandbox, checkouts: new Map() }, customerId)
    for (let turn = 0; !traffic.isStopped; turn += 1) {
      // A kill has broken the visit: the customer comes back in a moment.
      await visit(customer, turn).catch(() => new Promise((resolve) => setTimeout(resolve, pauseMs)))
      await shop.gateway.clock.advance(1)
    }
  }

  const visits = Promise.all(Array.from({ length: customers }, (_, index) => stay(`customer-${index}`)))
  return {
    async stop() {
      traffic.isStopped = true
      await visits
    },
  }
}

const countCharges = ({ gateway }: KillableShop) =>
  gateway.sandbox.orders.list().filter(({ charged }) => charged > 0).length

/** Waits for two more charges and then a random moment, so that each kill strikes somewhere else. */
async function untilMoreCharges(shop: KillableShop): Promise<void> {
  const enough = countCharges(shop) + 2
  while (countCharges(shop) < enough) {
    shop.process().requireAlive()
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 200))
}
