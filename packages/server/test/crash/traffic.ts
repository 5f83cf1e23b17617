import { createCustomer, type Customer } from '../support/customer.ts'
import { toCheckoutId } from './flows.ts'
import type { Stall } from './harness.ts'

/** Customers who press, come back, give up and press again until they are told to go home. */
export interface Load {
  /** Resolves when the last of them has gone. */
  stop(): Promise<void>
}

const shortPauseMs = 20

/**
 * Sends customers into a shop whose process, or whose database, may go at any moment. What they are answered then is
 * not judged here: the gateway's books are, once everything has come to rest.
 */
export function startLoad(stall: Stall, customers: number): Load {
  const hours = { areOver: false }

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
    // Two presses at once, and whatever was not answered once more with the same key: a proxy may do that, too.
    await Promise.all([press(), press()]).catch(press)
    await customer.checkout(checkoutId)
  }

  async function stay(customerId: string): Promise<void> {
    const cardfile = { handle: (request: Request) => stall.process().handle(stall.number, request) }
    const customer = createCustomer({ cardfile, sandbox: stall.gateway.sandbox, checkouts: new Map() }, customerId)
    for (let turn = 0; !hours.areOver; turn += 1) {
      // Nobody serves just now: the customer tries again in a moment.
      await visit(customer, turn).catch(() => new Promise((resolve) => setTimeout(resolve, shortPauseMs)))
      await stall.gateway.clock.advance(1)
    }
  }

  const visits = Promise.all(Array.from({ length: customers }, (_, index) => stay(`customer-${index}`)))
  return {
    async stop() {
      hours.areOver = true
      await visits
    },
  }
}

/** Lets the load go on until some more charges were made, and then a little longer, each time differently. */
export async function forSomeTime(stall: Stall): Promise<void> {
  const countCharges = () => stall.gateway.sandbox.orders.list().filter(({ charged }) => charged > 0).length
  const enough = countCharges() + 2
  while (countCharges() < enough) {
    stall.process().requireAlive()
    await new Promise((resolve) => setTimeout(resolve, shortPauseMs))
  }
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 200))
}
