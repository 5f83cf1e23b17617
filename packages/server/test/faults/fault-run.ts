import * as v from 'valibot'
import { type Payment, paymentSchema } from '@cardfile/contract'
import { assembleCardfile } from '../../src/cardfile.ts'
import { OPEN_STATES } from '../../src/state-machine/payment-state.ts'
import { createCustomer } from '../support/customer.ts'
import { type DatabaseKind, openTestShop, type TestShop } from '../support/shop.ts'
import type { Cell } from './fault-cells.ts'
import { createFaultGateways } from './fault-gateway.ts'
import { isUnknowable, type Played } from './fault-played.ts'
import { judge } from './fault-verdict.ts'

/** Between two presses: each payment was sent at a moment of its own. */
const momentMs = 5
/** More than faults strike: the last press meets a gateway that is well. */
const mostPresses = 6
/** After that they choose another way. */
const mostVisits = 2
/** Past every horizon, expiry, webhook retry and hourly sweep, with the quick looks of the beginning apart. */
const STEPS = [2, 1, 4, 5, 10, 15, 30, 60, 120, 240, 300, 600, 1_200, 1_200, 3_600].map((seconds) => seconds * 1_000)
/** What the last presses bring takes its time, too. */
const lastSteps = 12
const lastStepMs = 1_900_000

const stateSchema = v.array(v.object({ checkoutId: v.string(), state: v.string() }))
const timeSchema = v.array(
  v.object({
    at: v.pipe(
      v.union([v.date(), v.string()]),
      v.transform((time) => new Date(time).getTime()),
    ),
  }),
)
const open = new Set<string>(OPEN_STATES)
const moving = new Set<string>([
  ...OPEN_STATES,
  'rejected',
  'declined',
  'cancelled',
  'expired',
  'not_found',
  'abandoned',
])

/** Plays every cell to its end, all in the same shop and the same time, and judges it by its gateway's books. */
export async function playCells(kind: DatabaseKind, cells: readonly Cell[]): Promise<Played[]> {
  const shop = await openTestShop(kind, { rateLimits: 'off' })
  const ada = shop.customer('ada')
  const card = await ada.saveCard()
  const gateways = createFaultGateways({
    apiKey: shop.options.gateway.apiKey,
    url: shop.sandbox.url,
    fetch: async (input, init) => cardfile.handle(new Request(input, init)),
    state: { orders: [], cards: shop.sandbox.state().cards, deliveries: [] },
  })
  const unwritten: string[] = []
  const ask: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    if (request.method === 'POST') {
      const { merchant_order_id: ref } = v.parse(
        v.object({ merchant_order_id: v.string() }),
        await request.clone().json(),
      )
      const rows = await shop.query(`select 1 from cardfile_payment where ref = '${ref}'`)
      if (rows.length === 0) unwritten.push(ref)
    }
    return gateways.fetch(request)
  }
  const cardfile = assembleCardfile({ ...shop.options, gateway: { ...shop.options.gateway, fetch: ask } }, shop.clock)
  const startedAt = Date.now()
  let virtualMs = 0
  /** The shop's time stands still but for the steps: how long all this takes on this machine must not matter. */
  const now = () => {
    shop.clock.offsetMs = startedAt + virtualMs - Date.now()
    return startedAt + virtualMs
  }

  const played = cells.map((cell, number): Played => {
    const customerId = cell.way === 'new card' ? `customer-${number}` : 'ada'
    const checkoutId = `cell-${number}`
    shop.checkouts.set(checkoutId, { amount: { value: 1295, currency: 'EUR' }, description: cell.name, customerId })
    const gateway = gateways.open(cell, checkoutId, now())
    const customer = createCustomer({ cardfile, sandbox: gateway.sandbox, checkouts: shop.checkouts }, customerId)
    return { cell, gateway, customer, customerId, checkoutId, presses: 0, visits: 0, wrong: [] }
  })

  async function press(one: Played): Promise<void> {
    one.presses += 1
    virtualMs += momentMs
    const way = one.cell.way === 'new card' ? { save: true } : { cardId: card.id }
    await gateways.advanceTo(now(), one.gateway)
    const answer = await one.customer.press(one.checkoutId, way)
    if (answer.status !== 201) one.wrong.push(`press ${one.presses} was answered ${answer.status}`)
    const [latest] = v.parse(
      timeSchema,
      // A moment of its own: lists say whose they are by nothing else.
      await shop.query(
        `update cardfile_payment set submitted_at = '${new Date(now()).toISOString()}' where checkout_id = '${one.checkoutId}'
         and created_at = (select max(created_at) from cardfile_payment where checkout_id = '${one.checkoutId}')
         returning submitted_at as at`,
      ),
    )
    if (latest !== undefined) gateways.expectListsOf(one.gateway, latest.at)
    one.visits = 0
    if (answer.status === 201) await follow(one, v.parse(paymentSchema, await answer.json()))
  }

  /** Does what a customer does who reads the page: goes where it leads, and pays again when told that they may. */
  async function act(one: Played): Promise<void> {
    const { payment } = await one.customer.checkout(one.checkoutId)
    if (payment === null) return void one.wrong.push('the checkout has forgotten its payment')
    if (payment.status === 'redirect') return follow(one, payment)
    if (!payment.mayPayAgain || one.presses >= mostPresses) return
    if (!isUnknowable(one.cell) && one.gateway.sandbox.orders.list().some(({ charged }) => charged > 0)) {
      one.wrong.push(`told to pay again (${payment.status}) although the gateway has charged`)
    }
    await press(one)
  }

  async function follow(one: Played, payment: Payment): Promise<void> {
    if (payment.status !== 'redirect') return
    const { call, position, way } = one.cell
    const changesMind =
      way === 'new card' && (call === 'cancelOrder' || (call === 'createOrder' && position === 'second'))
    one.visits += 1
    if (one.visits > mostVisits || (changesMind && one.presses === 1)) {
      await one.customer.send('POST', `/payments/${payment.id}/cancel`)
    } else if (payment.method.type === 'saved-card') await one.customer.confirm(payment.redirectUrl, '0101')
    else {
      const at = await one.customer.typeCard(payment)
      // The bank may ask for a code even so.
      if (at.includes('/pay/')) await one.customer.confirm(at, '0101')
    }
  }

  async function step(ms: number): Promise<void> {
    virtualMs += ms
    await gateways.advanceTo(now())
    while ((await cardfile.reconcile()).checked > 0) now()
    const states = await readStates(shop)
    for (const one of played) {
      const state = states.get(one.checkoutId)
      now()
      if (state === undefined || moving.has(state)) await act(one)
    }
  }

  try {
    for (const one of played) await press(one)
    for (const ms of STEPS) await step(ms)
    for (let last = 0; last < lastSteps; last += 1) {
      const states = await readStates(shop)
      if (!played.some((one) => isMoving(one, states.get(one.checkoutId)))) break
      await step(lastStepMs)
    }
    await gateways.advanceTo(now())
    while ((await cardfile.reconcile()).delivered > 0) now()
    await judge(shop, played)
    for (const ref of unwritten) played[0]?.wrong.push(`order ${ref} was sent before its payment was written`)
    return played
  } finally {
    await cardfile.close()
    await gateways.close()
    await shop.close()
  }
}

function isMoving({ presses }: Played, state: string | undefined): boolean {
  return state === undefined || open.has(state) || (moving.has(state) && presses < mostPresses)
}

/** The state each checkout is in: of the payment that paid it or is held, else of the one under way, else of the latest. */
async function readStates(shop: TestShop): Promise<Map<string, string>> {
  const rows = await shop.query(
    `select distinct on (checkout_id) checkout_id as "checkoutId", state from cardfile_payment
     order by checkout_id, case when state in ('succeeded', 'surplus', 'review') then 0 else 1 end, created_at desc`,
  )
  return new Map(v.parse(stateSchema, rows).map(({ checkoutId, state }) => [checkoutId, state]))
}
