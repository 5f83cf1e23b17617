import type { Context } from '../context.ts'
import type { PaymentRow } from '../store/schema.ts'
import { pollIfDue } from './poll-payment.ts'

/**
 * How long an answer waits for a look at the gateway. The look itself goes on: its result is there for the next read. A
 * webhook is to be answered within 2.5 s; the rest of that is the database's.
 */
export const longestPollWaitMs = 2_200

/** Reads a payment, after a look at the gateway when one is due: this is what makes states right without a scheduler. */
export async function pollBeforeRead(
  context: Context,
  read: () => Promise<PaymentRow | undefined>,
): Promise<PaymentRow | undefined> {
  const row = await read()
  if (row === undefined || row.nextPollAt === null) return row
  const looked = await waitForPoll(context, pollIfDue(context, row.id, 'read'))
  return looked === true ? read() : row
}

/** The result of `work` if it comes in time, and well; the work goes on either way, and a failure is logged there. */
export async function waitForPoll<T>({ background }: Context, work: Promise<T>): Promise<T | undefined> {
  background(work)
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), longestPollWaitMs)
    const settle = (result: T | undefined) => {
      clearTimeout(timer)
      resolve(result)
    }
    work.then(settle, () => settle(undefined))
  })
}
