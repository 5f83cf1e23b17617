import type { Stall } from './harness.ts'

/** One checkout, led to just before the part of its life in which the process is killed. */
interface Scene {
  readonly checkoutId: string
  /** The part that is watched. */
  readonly act: () => Promise<unknown>
}

/** A way in which a checkout comes to be paid, or not. */
export interface Flow {
  readonly name: string
  /** Passes the crash points that the reference names: these flows are run on the slow embedded database every time. */
  readonly isNamed?: true
  /** Everything before this boundary is the same as in another flow, and proved there. */
  readonly from?: string
  begin(stall: Stall): Promise<Scene>
}

const minute = 60_000
const pollMs = 20

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, pollMs))
}

/** Waits until the shop has been told everything that is due. */
export function untilTold({ query }: Stall): Promise<void> {
  return until(async () => (await query('select 1 from cardfile_outbox')).length === 0)
}

/** Waits until a payment is recorded as paid: on a slow computer the customer is led back before that. */
async function untilPaid({ query }: Stall, paymentId: string): Promise<void> {
  const paid = `select 1 from cardfile_payment where id = '${paymentId}' and state = 'succeeded'`
  await until(async () => (await query(paid)).length > 0)
}

/** Pays on the hosted page. */
export async function payThere(stall: Stall, checkoutId: string, way: { readonly save?: boolean }): Promise<void> {
  const payment = await stall.customer.pay(checkoutId, way)
  await stall.customer.typeCard(payment)
  await untilPaid(stall, payment.id)
}

/** The customer's saved card, saved now if there is none. */
export async function requireCard(stall: Stall): Promise<string> {
  const [card] = await stall.customer.cards()
  if (card !== undefined) return card.id
  await payThere(stall, toCheckoutId(), { save: true })
  return requireCard(stall)
}

/** A fresh one, always of the same length. */
export function toCheckoutId(): string {
  return `checkout-${crypto.randomUUID()}`
}

async function begin(stall: Stall, act: (checkoutId: string) => Promise<unknown>): Promise<Scene> {
  const checkoutId = toCheckoutId()
  return {
    checkoutId,
    async act() {
      await act(checkoutId)
      await untilTold(stall)
    },
  }
}

/** Time passes, and everybody looks, until nothing is open. */
async function settle(stall: Stall): Promise<void> {
  for (const ms of [1, 1, 5, 5].map((minutes) => minutes * minute)) {
    await stall.pass(ms)
    await stall.reconcile()
  }
}

const savedCard: Flow = {
  name: 'a saved card is charged',
  isNamed: true,
  async begin(stall) {
    const cardId = await requireCard(stall)
    return begin(stall, (checkoutId) => stall.customer.pay(checkoutId, { cardId }))
  },
}

const declined: Flow = {
  name: 'a saved card is declined',
  from: 'POST /v1/orders/',
  async begin(stall) {
    const cardId = await requireCard(stall)
    return begin(stall, async (checkoutId) => {
      stall.gateway.sandbox.script('decline-51')
      await stall.customer.pay(checkoutId, { cardId })
    })
  },
}

async function forgetCards({ customer }: Stall): Promise<void> {
  for (const { id } of await customer.cards()) await customer.send('DELETE', `/cards/${id}`)
}

const savedOnReturn: Flow = {
  name: 'a card is saved on the hosted page, and the customer comes back',
  async begin(stall) {
    await forgetCards(stall)
    return begin(stall, (checkoutId) => payThere(stall, checkoutId, { save: true }))
  },
}

const savedByWebhook: Flow = {
  name: 'a card is saved on the hosted page, and only the webhook tells',
  async begin(stall) {
    await forgetCards(stall)
    const scene = await begin(stall, async () => {
      const open = stall.gateway.sandbox.orders.list().findLast(({ status }) => status === 'new')
      await stall.gateway.sandbox.pay(open?.id ?? '')
      await stall.pass(0)
      await untilPaid(stall, payment.id)
    })
    const payment = await stall.customer.pay(scene.checkoutId, { save: true })
    return scene
  },
}

const answerLost: Flow = {
  name: 'the answer to a charge is lost, and the list tells',
  isNamed: true,
  async begin(stall) {
    const cardId = await requireCard(stall)
    const scene = await begin(stall, () => stall.reconcile())
    // The hourly sweep has had its turn: it is a flow of its own.
    await stall.reconcile()
    stall.gateway.sandbox.script({ answer: { kind: 'reset', when: 'before' }, webhooks: { kind: 'lost' } })
    await stall.customer.pay(scene.checkoutId, { cardId })
    await stall.pass(minute)
    return scene
  },
}

const cancelled: Flow = {
  name: 'a hosted payment is given up',
  async begin(stall) {
    const scene = await begin(stall, () => stall.customer.send('POST', `/payments/${payment.id}/cancel`))
    const payment = await stall.customer.pay(scene.checkoutId)
    return scene
  },
}

const sweptUp: Flow = {
  name: 'a database older than its payments is put right by the sweep',
  async begin(stall) {
    const cardId = await requireCard(stall)
    const scene = await begin(stall, () => stall.reconcile())
    await stall.customer.pay(scene.checkoutId, { cardId })
    await untilTold(stall)
    await stall.pass(0)
    const refs = await stall.query(`select ref from cardfile_payment where checkout_id = '${scene.checkoutId}'`)
    for (const { ref } of refs) stall.forgottenRefs.add(ref)
    await stall.query(
      `delete from cardfile_payment_log using cardfile_payment
       where payment_id = cardfile_payment.id and checkout_id = '${scene.checkoutId}'`,
    )
    await stall.query(`delete from cardfile_payment where checkout_id = '${scene.checkoutId}'`)
    await stall.query(`delete from cardfile_checkout where id = '${scene.checkoutId}'`)
    await stall.pass(61 * minute)
    return scene
  },
}

const chargedLate: Flow = {
  name: 'an order turns up long after it was given up and the checkout paid',
  async begin(stall) {
    const cardId = await requireCard(stall)
    const scene = await begin(stall, () => stall.reconcile())
    stall.lateCheckouts.add(scene.checkoutId)
    const isTooLate = { commit: { afterMs: 20 * minute }, answer: { kind: 'reset', when: 'before' } } as const
    stall.gateway.sandbox.script({ ...isTooLate, webhooks: { kind: 'lost' } })
    await stall.customer.pay(scene.checkoutId, { cardId })
    await settle(stall)
    await stall.customer.pay(scene.checkoutId, { cardId })
    await untilTold(stall)
    await stall.pass(61 * minute)
    return scene
  },
}

export const FLOWS: readonly Flow[] = [
  savedCard,
  savedOnReturn,
  savedByWebhook,
  answerLost,
  cancelled,
  declined,
  sweptUp,
  chargedLate,
]
