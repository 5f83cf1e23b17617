import { and, asc, eq, inArray, isNotNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { toLoggable } from '../log/error-code.ts'
import type { Db } from '../store/db.ts'
import { outbox } from '../store/schema.ts'
import { type CardfileEvent, EVENT_TYPES, type EventType } from './event.ts'

type OutboxRow = typeof outbox.$inferSelect

/** Few enough that all of them can take their time within one lease. */
const batchSize = 5
/** An `onEvent` that takes longer is taken for failed, and told again: it must not hold up everybody's payments. */
const tellingDeadlineMs = 10_000
/** Longer than `onEvent` should take: if this process dies while telling, the event is told again after it. Not scaled. */
const tellingLeaseMs = 60_000
const firstRetryMs = 5_000
const longestRetryMs = 60 * 60_000
/** After this the event stays in the table, counted in `/health`, and is not tried again. */
const givesUpAfterMs = 72 * 60 * 60_000

/** Writes an event with the change it tells of, in the same transaction: neither exists without the other. */
export async function writeEvent(
  { options, clock }: Context,
  tx: Db,
  event: Omit<CardfileEvent, 'id' | 'at'>,
): Promise<void> {
  if (options.onEvent === undefined) return
  const { type, amount, ...about } = event
  const subject = type.startsWith('card.') ? event.cardId : event.paymentId
  await tx
    .insert(outbox)
    .values({
      ...about,
      // Constant for the thing that happened, so that the shop can drop a repetition.
      id: `${type}:${subject ?? ''}`,
      type,
      at: clock.now,
      nextAt: clock.now,
      amount: amount?.value ?? null,
      currency: amount?.currency ?? null,
    })
    .onConflictDoNothing()
}

/**
 * Tells the shop what is due, each event outside any transaction. Answers how many were told; what is left when it is told
 * to stop is told after its lease, by whoever is there then.
 */
export async function deliverEvents(context: Context, stop?: AbortSignal): Promise<number> {
  const { options, database, log } = context
  const { onEvent } = options
  if (onEvent === undefined) return 0
  const taken = await takeDue(context)
  let told = 0
  for (const row of taken) {
    if (stop?.aborted === true) break
    try {
      await withDeadline(onEvent(toEvent(row)))
      await database.db.delete(outbox).where(eq(outbox.id, row.id))
      told += 1
    } catch (error) {
      await database.db
        .update(outbox)
        .set({ nextAt: toNextTry(context) })
        .where(eq(outbox.id, row.id))
      log.warn(
        { event: row.id, tries: row.tries, ...toLoggable(error) },
        'onEvent threw; the event is told again later',
      )
    }
  }
  return told
}

/** Moves the next try into the future before the first: a process that dies in between only delays the event. */
async function takeDue({ database, clock }: Context): Promise<OutboxRow[]> {
  const due = database.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(isNotNull(outbox.nextAt), lte(outbox.nextAt, clock.now)))
    .orderBy(asc(outbox.nextAt))
    .limit(batchSize)
    .for('update', { skipLocked: true })
  return database.db
    .update(outbox)
    .set({ tries: sql`${outbox.tries} + 1`, nextAt: clock.in(tellingLeaseMs) })
    .where(inArray(outbox.id, due))
    .returning()
}

/** Twice as long after each failure, up to an hour; never again after three days. */
function toNextTry({ clock }: Context): SQL {
  const delayMs = sql`least(${clock.scaled(longestRetryMs)}, ${clock.scaled(firstRetryMs)} * power(2, ${outbox.tries} - 1))`
  return sql`case when ${outbox.at} > ${clock.in(-clock.scaled(givesUpAfterMs))}
    then ${clock.now} + ${delayMs} * interval '1 millisecond' end`
}

async function withDeadline(telling: Promise<void> | void): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('onEvent took longer than ten seconds')), tellingDeadlineMs)
  })
  try {
    await Promise.race([telling, late])
  } finally {
    clearTimeout(timer)
  }
}

function toEvent(row: OutboxRow): CardfileEvent {
  const { id, at, customerId, checkoutId, paymentId, cardId, amount, currency } = row
  return {
    id,
    type: toEventType(row.type),
    at,
    customerId,
    ...(checkoutId !== null && { checkoutId }),
    ...(paymentId !== null && { paymentId }),
    ...(cardId !== null && { cardId }),
    ...(amount !== null && currency !== null && { amount: { value: amount, currency } }),
  }
}

function toEventType(type: string): EventType {
  const known = EVENT_TYPES.find((candidate) => candidate === type)
  if (known === undefined) throw new Error(`cardfile_outbox holds an event of unknown type ${type}`)
  return known
}
