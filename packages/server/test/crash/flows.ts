import type { KillableShop } from './harness.ts'

/** One checkout, prepared up to the step during which the process is killed. */
interface PreparedFlow {
  readonly checkoutId: string
  /** The step whose effects are recorded. */
  readonly act: () => Promise<unknown>
}

/** One way to pay a checkout, or to fail to. */
export interface Flow {
  readonly name: string
  /** Together these flows reach every failpoint. Only they run on the slow embedded database outside the soak. */
  readonly reachesFailpoints?: true
  /** Effects before this one are the same as in another flow, which covers them. */
  readonly from?: string
  begin(shop: KillableShop): Promise<PreparedFlow>
}

const minute = 60_000
const pollMs = 20

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, pollMs))
}

/** Waits until every event is delivered. */
export function untilDelivered({ query }: KillableShop): Promise<void> {
  return until(async () => (await query('select 1 from cardfile_outbox')).length === 0)
}

/** Waits until a payment has succeeded: on a slow machine the return page answers before that. */
async function untilPaid({ query }: KillableShop, paymentId: string): Promise<void> {
  const paid = `select 1 from cardfile_payment where id = '${paymentId}' and state = 'succeeded'`
  await until(async () => (await query(paid)).length > 0)
}

/** Pays on the hosted payment page. */
export async function payOnHostedPage(
  shop: KillableShop,
  checkoutId: string,
  press: { readonly save?: boolean },
): Promise<void> {
  const payment = await shop.customer.pay(checkoutId, press)
  await shop.customer.typeCard(payment)
  await untilPaid(shop, payment.id)
}

/** The id of the customer's saved card. Saves one if there is none. */
export async function requireCard(shop: KillableShop): Promise<string> {
  const [card] = await shop.customer.cards()
  if (card !== undefined) return card.id
  await payOnHostedPage(shop, toCheckoutId(), { save: true })
  return requireCard(shop)
}

/** A new id, always of the same length: the body of an order POST is cut at fixed bytes. */
export function toCheckoutId(): string {
  return `checkout-${crypto.randomUUID()}`
}

async function begin(shop: KillableShop, act: (checkoutId: string) => Promise<unknown>): Promise<PreparedFlow> {
  const checkoutId = toCheckoutId()
  return {
    checkoutId,
    async act() {
      await act(checkoutId)
      await untilDelivered(shop)
    },
  }
}

/** Advances past the absence horizon, so that an unanswered payment is given up. */
async function untilGivenUp(shop: KillableShop): Promise<void> {
  for (const ms of [1, 1, 5, 5].map((minutes) => minutes * minute)) {
    await shop.advance(ms)
    await shop.reconcile()
  }
}

const savedCard: Flow = {
  name: 'a saved card is charged',
  reachesFailpoints: true,
  async begin(shop) {
    const cardId = await requireCard(shop)
    return begin(shop, (checkoutId) => shop.customer.pay(checkoutId, { cardId }))
  },
}

const declined: Flow = {
  name: 'a saved card is declined',
  from: 'POST /v1/orders/',
  async begin(shop) {
    const cardId = await requireCard(shop)
    return begin(shop, async (checkoutId) => {
      shop.gateway.sandbox.script('decline-51')
      await shop.customer.pay(checkoutId, { cardId })
    })
  },
}

async function removeCards({ customer }: KillableShop): Promise<void> {
  for (const { id } of await customer.cards()) await customer.send('DELETE', `/cards/${id}`)
}

const savedOnReturn: Flow = {
  name: 'a card is saved on the hosted payment page, and the customer returns',
  async begin(shop) {
    await removeCards(shop)
    return begin(shop, (checkoutId) => payOnHostedPage(shop, checkoutId, { save: true }))
  },
}

const savedByWebhook: Flow = {
  name: 'a card is saved on the hosted payment page, and only the webhook arrives',
  async begin(shop) {
    await removeCards(shop)
    const prepared = await begin(shop, async () => {
      const open = shop.gateway.sandbox.orders.list().findLast(({ status }) => status === 'new')
      await shop.gateway.sandbox.pay(open?.id ?? '')
      await shop.advance(0)
      await untilPaid(shop, payment.id)
    })
    const payment = await shop.customer.pay(prepared.checkoutId, { save: true })
    return prepared
  },
}

const answerLost: Flow = {
  name: 'the answer to a charge is lost, and the order list shows it',
  reachesFailpoints: true,
  async begin(shop) {
    const cardId = await requireCard(shop)
    const prepared = await begin(shop, () => shop.reconcile())
    // Runs the hourly sweep here, because it is a flow of its own.
    await shop.reconcile()
    shop.gateway.sandbox.script({ answer: { kind: 'reset', when: 'before' }, webhooks: { kind: 'lost' } })
    await shop.customer.pay(prepared.checkoutId, { cardId })
    await shop.advance(minute)
    return prepared
  },
}

const cancelled: Flow = {
  name: 'a hosted payment is cancelled',
  async begin(shop) {
    const prepared = await begin(shop, () => shop.customer.send('POST', `/payments/${payment.id}/cancel`))
    const payment = await shop.customer.pay(prepared.checkoutId)
    return prepared
  },
}

const restoredBackup: Flow = {
  name: 'the sweep repairs a database that was restored from an old backup',
  async begin(shop) {
    const cardId = await requireCard(shop)
    const prepared = await begin(shop, () => shop.reconcile())
    await shop.customer.pay(prepared.checkoutId, { cardId })
    await untilDelivered(shop)
    await shop.advance(0)
    const refs = await shop.query(`select ref from cardfile_payment where checkout_id = '${prepared.checkoutId}'`)
    for (const { ref } of refs) shop.deletedRefs.add(ref)
    await shop.query(
      `delete from cardfile_payment_log using cardfile_payment
       where payment_id = cardfile_payment.id and checkout_id = '${prepared.checkoutId}'`,
    )
    await shop.query(`delete from cardfile_payment where checkout_id = '${prepared.checkoutId}'`)
    await shop.query(`delete from cardfile_checkout where id = '${prepared.checkoutId}'`)
    await shop.advance(61 * minute)
    return prepared
  },
}

const chargedLate: Flow = {
  name: 'an order is charged long after it was given up and the checkout was paid',
  async begin(shop) {
    const cardId = await requireCard(shop)
    const prepared = await begin(shop, () => shop.reconcile())
    shop.lateCheckouts.add(prepared.checkoutId)
    const chargeTooLate = { commit: { afterMs: 20 * minute }, answer: { kind: 'reset', when: 'before' } } as const
    shop.gateway.sandbox.script({ ...chargeTooLate, webhooks: { kind: 'lost' } })
    await shop.customer.pay(prepared.checkoutId, { cardId })
    await untilGivenUp(shop)
    await shop.customer.pay(prepared.checkoutId, { cardId })
    await untilDelivered(shop)
    await shop.advance(61 * minute)
    return prepared
  },
}

/** Every flow that is interrupted by a kill. */
export const FLOWS: readonly Flow[] = [
  savedCard,
  savedOnReturn,
  savedByWebhook,
  answerLost,
  cancelled,
  declined,
  restoredBackup,
  chargedLate,
]
