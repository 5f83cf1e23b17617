import * as v from 'valibot'
import { type Payment, paymentSchema } from '@cardfile/contract'
import { assembleCardfile } from '../../src/cardfile.ts'
import { isFinal, isOpen, PAYMENT_STATES, type PaymentState } from '../../src/state-machine/payment-state.ts'
import { createCustomer } from '../support/customer.ts'
import { type DatabaseKind, openTestShop, type TestShop } from '../support/shop.ts'
import type { Cell } from './fault-cells.ts'
import { createCellGateways } from './cell-gateways.ts'
import { isUnidentifiable, type CellRun } from './cell-run.ts'
import { checkCells } from './check-cells.ts'

/** Time between two presses, so that no two payments have the same submission time. */
const pressIntervalMs = 5
/** More than the repetitions of a fault, so that the last press meets a working gateway. */
const maxPresses = 6
/** Visits of the gateway's page, after which the customer cancels. */
const maxVisits = 2
/** Past every horizon, expiry, webhook retry and hourly sweep, with short steps for the frequent polls of the beginning. */
const STEPS = [2, 1, 4, 5, 10, 15, 30, 60, 120, 240, 300, 600, 1_200, 1_200, 3_600].map((seconds) => seconds * 1_000)
/** More steps, for the payments of the last presses. */
const lastSteps = 12
const lastStepMs = 1_900_000

const stateSchema = v.array(v.object({ checkoutId: v.string(), state: v.picklist(PAYMENT_STATES) }))
const timeSchema = v.array(
  v.object({
    at: v.pipe(
      v.union([v.date(), v.string()]),
      v.transform((time) => new Date(time).getTime()),
    ),
  }),
)

/** Runs every cell to its end, all in one shop on one clock, and checks the invariants. */
export async function runCells(kind: DatabaseKind, cells: readonly Cell[]): Promise<CellRun[]> {
  const shop = await openTestShop(kind, { rateLimits: 'off' })
  const ada = shop.customer('ada')
  const card = await ada.saveCard()
  const gateways = createCellGateways({
    apiKey: shop.options.gateway.apiKey,
    url: shop.sandbox.url,
    fetch: async (input, init) => cardfile.handle(new Request(input, init)),
    state: { orders: [], cards: shop.sandbox.state().cards, deliveries: [] },
  })
  const unwritten: string[] = []
  const send: typeof fetch = async (input, init) => {
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
  const cardfile = assembleCardfile({ ...shop.options, gateway: { ...shop.options.gateway, fetch: send } }, shop.clock)
  const startedAt = Date.now()
  let virtualMs = 0
  /** Virtual time: it advances only by steps, so that the speed of the machine does not matter. */
  const now = () => {
    shop.clock.offsetMs = startedAt + virtualMs - Date.now()
    return startedAt + virtualMs
  }

  const runs = cells.map((cell, number): CellRun => {
    const customerId = cell.trigger === 'new card' ? `customer-${number}` : 'ada'
    const checkoutId = `cell-${number}`
    shop.checkouts.set(checkoutId, { amount: { value: 1295, currency: 'EUR' }, description: cell.name, customerId })
    const gateway = gateways.open(cell, checkoutId, now())
    const customer = createCustomer({ cardfile, sandbox: gateway.sandbox, checkouts: shop.checkouts }, customerId)
    return { cell, gateway, customer, customerId, checkoutId, presses: 0, visits: 0, violations: [] }
  })

  async function press(run: CellRun): Promise<void> {
    run.presses += 1
    virtualMs += pressIntervalMs
    const method = run.cell.trigger === 'new card' ? { save: true } : { cardId: card.id }
    await gateways.advanceTo(now(), run.gateway)
    const answer = await run.customer.press(run.checkoutId, method)
    if (answer.status !== 201) run.violations.push(`press ${run.presses} was answered ${answer.status}`)
    const [latest] = v.parse(
      timeSchema,
      // The virtual time, which is unique: the start of a list's window identifies its payment.
      await shop.query(
        `update cardfile_payment set submitted_at = '${new Date(now()).toISOString()}' where checkout_id = '${run.checkoutId}'
         and created_at = (select max(created_at) from cardfile_payment where checkout_id = '${run.checkoutId}')
         returning submitted_at as at`,
      ),
    )
    if (latest !== undefined) gateways.routeLists(run.gateway, latest.at)
    run.visits = 0
    if (answer.status === 201) await follow(run, v.parse(paymentSchema, await answer.json()))
  }

  /** Follows the page's instructions: follows a redirect, or pays again when that is allowed. */
  async function act(run: CellRun): Promise<void> {
    const { payment } = await run.customer.checkout(run.checkoutId)
    if (payment === null) return void run.violations.push('the checkout has lost its payment')
    if (payment.status === 'redirect') return follow(run, payment)
    if (!payment.mayPayAgain || run.presses >= maxPresses) return
    if (!isUnidentifiable(run.cell) && run.gateway.sandbox.orders.list().some(({ charged }) => charged > 0)) {
      run.violations.push(`may pay again (${payment.status}) although the gateway has charged`)
    }
    await press(run)
  }

  async function follow(run: CellRun, payment: Payment): Promise<void> {
    if (payment.status !== 'redirect') return
    const { call, occurrence, trigger } = run.cell
    const changesMind =
      trigger === 'new card' && (call === 'cancelOrder' || (call === 'createOrder' && occurrence === 'second'))
    run.visits += 1
    if (run.visits > maxVisits || (changesMind && run.presses === 1)) {
      await run.customer.send('POST', `/payments/${payment.id}/cancel`)
    } else if (payment.method.type === 'saved-card') await run.customer.confirm(payment.redirectUrl, '0101')
    else {
      const at = await run.customer.typeCard(payment)
      // The bank can ask for a step-up here too.
      if (at.includes('/pay/')) await run.customer.confirm(at, '0101')
    }
  }

  async function step(ms: number): Promise<void> {
    virtualMs += ms
    await gateways.advanceTo(now())
    while ((await cardfile.reconcile()).checked > 0) now()
    const states = await readStates(shop)
    for (const run of runs) {
      const state = states.get(run.checkoutId)
      now()
      if (state === undefined || !isFinal(state)) await act(run)
    }
  }

  try {
    for (const run of runs) await press(run)
    for (const ms of STEPS) await step(ms)
    for (let last = 0; last < lastSteps; last += 1) {
      const states = await readStates(shop)
      if (!runs.some((run) => isUnsettled(run, states.get(run.checkoutId)))) break
      await step(lastStepMs)
    }
    await gateways.advanceTo(now())
    while ((await cardfile.reconcile()).delivered > 0) now()
    await checkCells(shop, runs)
    for (const ref of unwritten) runs[0]?.violations.push(`order ${ref} was sent before its payment was written`)
    return runs
  } finally {
    await cardfile.close()
    await gateways.close()
    await shop.close()
  }
}

function isUnsettled({ presses }: CellRun, state: PaymentState | undefined): boolean {
  return state === undefined || isOpen(state) || (!isFinal(state) && presses < maxPresses)
}

/** The state of each checkout: of the payment that is paid or in review, else of the latest. */
async function readStates(shop: TestShop): Promise<Map<string, PaymentState>> {
  const rows = await shop.query(
    `select distinct on (checkout_id) checkout_id as "checkoutId", state from cardfile_payment
     order by checkout_id, case when state in ('succeeded', 'surplus', 'review') then 0 else 1 end, created_at desc`,
  )
  return new Map(v.parse(stateSchema, rows).map(({ checkoutId, state }) => [checkoutId, state]))
}
