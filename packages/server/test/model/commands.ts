import type fc from 'fast-check'
import * as v from 'valibot'
import { expect } from 'vitest'
import { type Payment, paymentSchema } from '@cardfile/contract'
import type { Press } from '../support/customer.ts'
import { expectPromises, readPayments } from './promises.ts'
import type { Run } from './model-run.ts'

/** Everything is judged by the gateway's books: the model remembers only how much has happened. */
export interface Model {
  commands: number
}

/** Something that somebody does. */
export type Command = fc.AsyncCommand<Model, Run>

/** A thing that somebody does, after which every promise is checked. */
export function command(name: string, act: (run: Run) => Promise<unknown>): Command {
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

/** One of a list, whatever the number. */
export function pick<T>(from: readonly T[], index: number): T {
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

/** A press, with any refusal that it may meet. */
export async function press(run: Run, at: number, checkout: number, way: Press): Promise<void> {
  const checkoutId = pick(run.checkoutIds, checkout)
  const answer = await pick(run.customers, at).press(checkoutId, way)
  const body: unknown = await answer.json()
  if (!answer.ok) return expect(refusals, JSON.stringify(body)).toContain(v.parse(refusalSchema, body).code)
  remember(run, v.parse(paymentSchema, body))
}

/** A press in a new tab has a key of its own; one that is sent again has the last one. */
export function keyOf(run: Run, checkout: number, isAgain: boolean): string {
  const name = String(checkout % run.checkoutIds.length)
  const key = isAgain ? (run.keys.get(name) ?? crypto.randomUUID()) : crypto.randomUUID()
  run.keys.set(name, key)
  return key
}

/** A press on the first saved card; on a new card once there is none. */
export async function pressSaved(
  run: Run,
  at: number,
  checkout: number,
  isAgain: boolean,
  cvc?: string,
): Promise<void> {
  const [card] = await pick(run.customers, at).cards()
  const key = keyOf(run, checkout, isAgain)
  if (card === undefined) return press(run, at, checkout, { key })
  return press(run, at, checkout, { key, cardId: card.id, ...(cvc !== undefined && { cvc }) })
}

/** Reads a payment of the customer; its answer has to agree with itself. */
export async function read(run: Run, at: number, which: number): Promise<void> {
  const rows = await readPayments(run)
  if (rows.length === 0) return
  const payment = await pick(run.customers, at).payment(pick(rows, which).id)
  remember(run, payment)
  const isFree = ['declined', 'cancelled', 'expired'].includes(payment.status)
  expect(payment.mayPayAgain, payment.status).toBe(isFree)
}

/** Types a card on a page of the gateway that was opened before, perhaps long ago. */
export async function typeCard(run: Run, page: number, number: string): Promise<void> {
  if (run.pages.length > 0) await run.customers[0]?.typeCard(pick(run.pages, page), number)
}
