import fc from 'fast-check'
import { expect } from 'vitest'
import { command, type Command, keyOf, pick, press, pressSaved, readPayment, typeCard } from './commands.ts'
import { LATER_FAULTS, ORDER_FAULTS, type Scenario, tooLate, justInTime } from './day-faults.ts'
import { readPayments } from './run-invariants.ts'

const oneOfTwo = fc.nat(1)
const oneOfFour = fc.nat(3)
const oneOfEight = fc.nat(7)
const isAgain = fc.integer({ min: 0, max: 4 }).map((n) => n === 0)
const cvcs = fc.option(fc.constantFrom('123', '999'), { nil: undefined })

const pressOfNewCard = fc
  .tuple(oneOfTwo, oneOfFour, isAgain, fc.boolean())
  .map(([tab, checkout, again, save]) =>
    command(`press new card, checkout ${checkout}${again ? ', again' : ''}`, (run) =>
      press(run, tab, checkout, { key: keyOf(run, checkout, again), save }),
    ),
  )
const pressOfSavedCard = fc
  .tuple(oneOfTwo, oneOfFour, isAgain, cvcs)
  .map(([tab, checkout, again, cvc]) =>
    command(`press saved card, checkout ${checkout}${again ? ', again' : ''}, CVC ${cvc ?? 'none'}`, (run) =>
      pressSaved(run, tab, checkout, again, cvc),
    ),
  )
const pressesAtOnce = oneOfFour.map((checkout) =>
  command(`press in three tabs at once, checkout ${checkout}`, (run) =>
    Promise.all([
      pressSaved(run, 0, checkout, false),
      pressSaved(run, 1, checkout, false),
      press(run, 1, checkout, {}),
    ]),
  ),
)

const visits = [
  fc
    .tuple(oneOfEight, fc.constantFrom('4111111111111111', '4111111111111105', '4018810000150015'))
    .map(([page, number]) => command(`type ${number} on page ${page}`, (run) => typeCard(run, page, number))),
  fc.tuple(oneOfEight, fc.constantFrom('0101', '3333')).map(([page, code]) =>
    command(`confirm the step-up with ${code} on page ${page}`, async (run) => {
      if (run.pages.length > 0) await run.customers[0]?.confirm(pick(run.pages, page).redirectUrl, code)
    }),
  ),
  fc
    .tuple(oneOfTwo, oneOfEight)
    .map(([tab, payment]) => command(`read payment ${payment}`, (run) => readPayment(run, tab, payment))),
  fc
    .tuple(oneOfTwo, oneOfTwo)
    .map(([tab, checkout]) =>
      command(`read checkout ${checkout}`, (run) => pick(run.customers, tab).checkout(pick(run.checkoutIds, checkout))),
    ),
  fc.tuple(oneOfTwo, oneOfEight).map(([tab, payment]) =>
    command(`cancel payment ${payment}`, async (run) => {
      const rows = await readPayments(run)
      if (rows.length === 0) return
      const answer = await pick(run.customers, tab).send('POST', `/payments/${pick(rows, payment).id}/cancel`)
      expect(answer.status).toBe(200)
    }),
  ),
  oneOfTwo.map((tab) =>
    command('remove the saved card', async (run) => {
      const [card] = await pick(run.customers, tab).cards()
      if (card !== undefined) await pick(run.customers, tab).send('DELETE', `/cards/${card.id}`)
    }),
  ),
]

const script = (name: string, scenario: Scenario) =>
  command(name, async ({ harness }) => void harness.shop.sandbox.script(scenario))

const orderFault = fc.constantFrom(...ORDER_FAULTS).map((id) => script(`next order: ${id}`, id))
const laterFault = fc.constantFrom(...LATER_FAULTS).map((id) => script(`later: ${id}`, id))

const clockAndNetwork = [
  fc.constantFrom(1, 10, 60, 200, 700, 2_400).map((seconds) =>
    command(`${seconds} s pass`, async ({ harness }) => {
      await harness.advance(seconds * 1_000)
    }),
  ),
  fc.tuple(oneOfTwo, fc.constantFrom(15, 240)).map(([instance, seconds]) =>
    command(`${seconds} s pass four times, and each time the shop reconciles`, async ({ harness }) => {
      for (let turn = 0; turn < 4; turn += 1) {
        await harness.advance(seconds * 1_000)
        await pick(harness.instances, instance).reconcile()
      }
    }),
  ),
  oneOfTwo.map((instance) => command('reconcile', ({ harness }) => pick(harness.instances, instance).reconcile())),
  oneOfEight.map((turn) =>
    command(`webhook ${turn} is delivered again`, async ({ harness }) => {
      const { deliveries } = harness.shop.sandbox
      const known = deliveries.list()
      if (known.length > 0) deliveries.resend(pick(known, turn).id)
    }),
  ),
  oneOfEight.map((turn) =>
    command(`a forged webhook about order ${turn}`, async ({ harness, customers }) => {
      const known = harness.shop.sandbox.orders.list()
      const order = turn === 0 ? crypto.randomUUID() : pick(known, turn).id
      const body = { event: 'status_changed', order_id: order, project_id: 'x', transaction_status: 'completed' }
      expect((await customers[0]?.send('POST', '/webhooks', body))?.status).toBe(200)
    }),
  ),
]

const lateOrder = fc
  .constantFrom<[string, Scenario]>(['just in time', justInTime], ['after the horizon', tooLate])
  .map(([when, scenario]) => script(`next order: created ${when}`, scenario))

/** Random days in the life of a shop, of at most `maxCommands` commands. */
export function arbitraryDay(maxCommands: number): fc.Arbitrary<Iterable<Command>> {
  const presses = [pressOfSavedCard, pressOfSavedCard, pressOfSavedCard, pressOfNewCard, pressOfNewCard, pressesAtOnce]
  const faults = [orderFault, orderFault, orderFault, laterFault, lateOrder, lateOrder]
  return fc.commands([...presses, ...faults, ...visits, ...clockAndNetwork], { maxCommands, size: 'max' })
}
