import type { Context } from '../context.ts'
import type { PaymentRow } from '../store/schema.ts'
import { pollIfDue } from './poll-payment.ts'

/**
 * How long an answer waits for a poll, which then continues in the background. A webhook has to be answered within 2.5 s; the rest
 * of that is for the database.
 */
export const longestPollWaitMs = 2_200

/** Reads a payment after polling it, if that is due: states are repaired even without a scheduler. */
export async function pollBeforeRead(
  context: Context,
  read: () => Promise<PaymentRow | undefined>,
): Promise<PaymentRow | undefined> {
  const row = await read()
  if (row === undefined || row.nextPollAt === null) return row
  const isPolled = await waitForPoll(context, pollIfDue(context, row.id, 'read'))
  return isPolled === true ? read() : row
}

/** The result of a poll that succeeds in time, else undefined. The poll continues in the background, where failures are logged. */
export async function waitForPoll<T>({ background }: Context, poll: Promise<T>): Promise<T | undefined> {
  background(poll)
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), longestPollWaitMs)
    const settle = (result: T | undefined) => {
      clearTimeout(timer)
      resolve(result)
    }
    poll.then(settle, () => settle(undefined))
  })
}
