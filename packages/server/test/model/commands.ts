import type fc from 'fast-check'
import * as v from 'valibot'
import { expect } from 'vitest'
import { type Payment, paymentSchema } from '@cardfile/contract'
import type { Press } from '../support/customer.ts'
import { expectInvariants, readPayments } from './run-invariants.ts'
import type { ModelRun } from './model-run.ts'

/** The gateway's own orders are the model of the payments, so this one only counts. */
export interface Model {
  commands: number
}

/** One action of a customer, the clock or the network. */
export type Command = fc.AsyncCommand<Model, ModelRun>

/** A command that checks every invariant after its action. */
export function command(name: string, act: (run: ModelRun) => Promise<unknown>): Command {
  return {
    check: () => true,
    async run(model, run) {
      model.commands += 1
      await act(run)
      await run.harness.advance(0)
      await expectInvariants(run)
    },
    toString: () => name,
  }
}

/** The item at `index`, counted around the list. */
export function pick<T>(from: readonly T[], index: number): T {
  const picked = from[index % from.length]
  if (picked === undefined) throw new Error('The list is empty.')
  return picked
}

function remember(run: ModelRun, payment: Payment): void {
  if (payment.status === 'redirect') run.pages.push(payment)
}

const problemSchema = v.object({ code: v.string() })
/** Problems that a press may be answered with. Any other is a defect. */
const allowedProblems = new Set([
  'already_paid',
  'payment_in_progress',
  'idempotency_mismatch',
  'not_found',
  'unavailable',
])

/** Presses Pay, and expects a payment or an allowed problem. */
export async function press(run: ModelRun, at: number, checkout: number, options: Press): Promise<void> {
  const checkoutId = pick(run.checkoutIds, checkout)
  const answer = await pick(run.customers, at).press(checkoutId, options)
  const body: unknown = await answer.json()
  if (!answer.ok) return expect(allowedProblems, JSON.stringify(body)).toContain(v.parse(problemSchema, body).code)
  remember(run, v.parse(paymentSchema, body))
}

/** An idempotency key: a new one, or that of the last press on this checkout when it is sent again. */
export function keyOf(run: ModelRun, checkout: number, isAgain: boolean): string {
  const name = String(checkout % run.checkoutIds.length)
  const key = isAgain ? (run.keys.get(name) ?? crypto.randomUUID()) : crypto.randomUUID()
  run.keys.set(name, key)
  return key
}

/** Presses Pay with the first saved card, or with a new card if there is none. */
export async function pressSaved(
  run: ModelRun,
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

/** Reads a payment, and expects `mayPayAgain` to agree with its status. */
export async function readPayment(run: ModelRun, at: number, which: number): Promise<void> {
  const rows = await readPayments(run)
  if (rows.length === 0) return
  const payment = await pick(run.customers, at).payment(pick(rows, which).id)
  remember(run, payment)
  const isClosed = ['declined', 'cancelled', 'expired'].includes(payment.status)
  expect(payment.mayPayAgain, payment.status).toBe(isClosed)
}

/** Enters a card on a gateway page that was opened earlier in the day. */
export async function typeCard(run: ModelRun, page: number, number: string): Promise<void> {
  if (run.pages.length > 0) await run.customers[0]?.typeCard(pick(run.pages, page), number)
}
