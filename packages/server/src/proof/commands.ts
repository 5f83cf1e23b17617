import fc from 'fast-check'
import * as v from 'valibot'
import { type Payment, paymentSchema } from '@cardfile/contract'
import { expect } from 'vitest'
import type { Press } from '../testing/customer.ts'
import { expectPromises, readPayments } from './promises.ts'
import type { Run } from './shop-run.ts'

/** Everything is judged by the gateway's books: the model remembers only how much has happened. */
export interface Model {
  commands: number
}

/** Something that somebody does. */
export type Command = fc.AsyncCommand<Model, Run>

type Scenario = Parameters<Run['proving']['shop']['sandbox']['script']>[0]

function command(name: string, act: (run: Run) => Promise<unknown>): Command {
  return {
    check: () => true,
    async run(model, run) {
      model.commands += 1
      await act(run)
      await run.proving.pass(0)
      await expectPromises(run)
    },
    toString: () => name,
  }
}

function pick<T>(from: readonly T[], index: number): T {
  const picked = from[index % from.length]
  if (picked === undefined) throw new Error('There is nothing to pick from.')
  return picked
}

function remember(run: Run, payment: Payment): void {
  if (payment.status === 'redirect') run.pages.push(payment)
}

const refusalSchema = v.object({ code: v.string() })
/** Refusals that a press may meet; anything else is a defect. */
const refusals = new Set(['already_paid', 'payment_in_progress', 'idempotency_mismatch', 'not_found', 'unavailable'])

async function press(run: Run, at: number, checkout: number, way: Press): Promise<void> {
  const checkoutId = pick(run.checkoutIds, checkout)
  const answer = await pick(run.customers, at).press(checkoutId, way)
  const body: unknown = await answer.json()
  if (!answer.ok) return expect(refusals, JSON.stringify(body)).toContain(v.parse(refusalSchema, body).code)
  remember(run, v.parse(paymentSchema, body))
}

/** A press in a new tab has a key of its own; one that is sent again has the last one. */
function keyOf(run: Run, checkout: number, isAgain: boolean): string {
  const name = String(checkout % run.checkoutIds.length)
  const key = isAgain ? (run.keys.get(name) ?? crypto.randomUUID()) : crypto.randomUUID()
  run.keys.set(name, key)
  return key
}

async function pressSaved(run: Run, at: number, checkout: number, isAgain: boolean, cvc?: string): Promise<void> {
  const [card] = await pick(run.customers, at).cards()
  const key = keyOf(run, checkout, isAgain)
  if (card === undefined) return press(run, at, checkout, { key })
  return press(run, at, checkout, { key, cardId: card.id, ...(cvc !== undefined && { cvc }) })
}

async function read(run: Run, at: number, which: number): Promise<void> {
  const rows = await readPayments(run)
  if (rows.length === 0) return
  const payment = await pick(run.customers, at).payment(pick(rows, which).id)
  remember(run, payment)
  const isFree = ['declined', 'cancelled', 'expired'].includes(payment.status)
  expect(payment.mayPayAgain, payment.status).toBe(isFree)
}

async function typeCard(run: Run, page: number, number: string): Promise<void> {
  if (run.pages.length > 0) await run.customers[0]?.typeCard(pick(run.pages, page), number)
}

const at = fc.nat(1)
const which = fc.nat(7)
const isAgain = fc.integer({ min: 0, max: 4 }).map((n) => n === 0)

const presses = [
  fc
    .tuple(at, at, isAgain, fc.boolean())
    .map(([tab, checkout, again, save]) =>
      command(`press new card, checkout ${checkout}${again ? ', again' : ''}`, (run) =>
        press(run, tab, checkout, { key: keyOf(run, checkout, again), save }),
      ),
    ),
  fc
    .tuple(at, at, isAgain, fc.option(fc.constantFrom('123', '999'), { nil: undefined }))
    .map(([tab, checkout, again, cvc]) =>
      command(`press saved card, checkout ${checkout}${again ? ', again' : ''}, code ${cvc ?? 'none'}`, (run) =>
        pressSaved(run, tab, checkout, again, cvc),
      ),
    ),
  at.map((checkout) =>
    command(`press in three tabs at once, checkout ${checkout}`, (run) =>
      Promise.all([
        pressSaved(run, 0, checkout, false),
        pressSaved(run, 1, checkout, false),
        press(run, 1, checkout, {}),
      ]),
    ),
  ),
]

const visits = [
  fc
    .tuple(which, fc.constantFrom('4111111111111111', '4111111111111105', '4018810000150015'))
    .map(([page, number]) => command(`type ${number} on page ${page}`, (run) => typeCard(run, page, number))),
  fc.tuple(which, fc.constantFrom('0101', '3333')).map(([page, code]) =>
    command(`answer ${code} on page ${page}`, async (run) => {
      if (run.pages.length > 0) await run.customers[0]?.confirm(pick(run.pages, page).redirectUrl, code)
    }),
  ),
  fc.tuple(at, which).map(([tab, payment]) => command(`read payment ${payment}`, (run) => read(run, tab, payment))),
  fc
    .tuple(at, at)
    .map(([tab, checkout]) =>
      command(`read checkout ${checkout}`, (run) => pick(run.customers, tab).checkout(pick(run.checkoutIds, checkout))),
    ),
  fc.tuple(at, which).map(([tab, payment]) =>
    command(`cancel payment ${payment}`, async (run) => {
      const rows = await readPayments(run)
      if (rows.length === 0) return
      const answer = await pick(run.customers, tab).send('POST', `/payments/${pick(rows, payment).id}/cancel`)
      expect(answer.status).toBe(200)
    }),
  ),
  at.map((tab) =>
    command('remove the saved card', async (run) => {
      const [card] = await pick(run.customers, tab).cards()
      if (card !== undefined) await pick(run.customers, tab).send('DELETE', `/cards/${card.id}`)
    }),
  ),
]

/** What goes wrong with the next order, in the sandbox's own words. None of it breaks what is assumed of the gateway. */
const ORDER_FAULTS = [
  'reset-charged',
  'reset-not-charged',
  'reset-mid-answer',
  'hang-charged',
  'hang-not-charged',
  'commit-late',
  'commit-after',
  'truncated',
  'status-400',
  'status-429',
  'status-500',
  'status-500-charged',
  'status-504-charged',
  'step-up',
  'slow-approve',
  'slow-decline',
  'silence',
  'decline-51',
  'wrong-amount',
  'list-lag',
  'read-lag',
  'status-backwards',
  'webhook-lost',
  'webhook-repeated',
  'webhook-reordered',
  'webhook-delayed',
  'webhook-early',
  'webhook-forged',
] as const satisfies readonly Scenario[]

const LATER_FAULTS = [
  'read-500',
  'read-reset',
  'read-hangs',
  'list-500',
  'list-truncated',
  'cancel-lost',
  'cancel-500',
  'cancel-refused',
] as const satisfies readonly Scenario[]

const script = (name: string, scenario: Scenario) =>
  command(name, async ({ proving }) => void proving.shop.sandbox.script(scenario))

const faults = [
  fc.constantFrom(...ORDER_FAULTS).map((id) => script(`next order: ${id}`, id)),
  fc.constantFrom(...ORDER_FAULTS).map((id) => script(`next order: ${id}`, id)),
  fc.constantFrom(...LATER_FAULTS).map((id) => script(`later: ${id}`, id)),
]

/** Longer than the horizon: by then the customer has been told to pay again. */
const tooLate: Scenario = { commit: { afterMs: 20 * 60_000 }, answer: { kind: 'reset', when: 'before' } }

const world = [
  fc.constantFrom(1, 10, 60, 200, 700, 2_400).map((seconds) =>
    command(`${seconds} s pass`, async ({ proving }) => {
      await proving.pass(seconds * 1_000)
    }),
  ),
  at.map((instance) => command('reconcile', ({ proving }) => pick(proving.instances, instance).reconcile())),
  which.map((turn) =>
    command(`webhook ${turn} comes again`, async ({ proving }) => {
      const { deliveries } = proving.shop.sandbox
      const known = deliveries.list()
      if (known.length > 0) deliveries.resend(pick(known, turn).id)
    }),
  ),
  which.map((turn) =>
    command(`a forged webhook about order ${turn}`, async ({ proving, customers }) => {
      const known = proving.shop.sandbox.orders.list()
      const order = turn === 0 ? crypto.randomUUID() : pick(known, turn).id
      const body = { event: 'status_changed', order_id: order, project_id: 'x', transaction_status: 'completed' }
      expect((await customers[0]?.send('POST', '/webhooks', body))?.status).toBe(200)
    }),
  ),
]

const beyond = fc.constant(null).map(() =>
  command('next order: made after the horizon', async (run) => {
    run.isBeyondAssumptions = true
    run.proving.shop.sandbox.script(tooLate)
  }),
)

/** Days in the life of a shop, up to so many things long. */
export function arbitraryDay(maxCommands: number): fc.Arbitrary<Iterable<Command>> {
  // Presses and faults are drawn more often than what needs them.
  const all = [...presses, ...presses, ...visits, ...faults, ...faults, ...world, ...world, beyond]
  return fc.commands(all, { maxCommands, size: 'max' })
}
