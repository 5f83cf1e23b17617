import { and, asc, eq, inArray, isNotNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { toLoggable } from '../log/error-code.ts'
import type { Db } from '../store/db.ts'
import { outbox } from '../store/schema.ts'
import { type CardfileEvent, EVENT_TYPES, type EventType } from './event.ts'

type OutboxRow = typeof outbox.$inferSelect

/** So few that one lease covers the batch even if every delivery takes its full time. */
const batchSize = 5
/** A slower `onEvent` counts as failed, and the event is delivered again: it must not hold up polling. */
const deliveryTimeoutMs = 10_000
/** If this process dies during a delivery, the event is delivered again after this long. Not scaled. */
const deliveryLeaseMs = 60_000
const firstBackoffMs = 5_000
const longestBackoffMs = 60 * 60_000
/** After this long an event is a dead letter: it stays in the table, is counted in `/health`, and is not tried again. */
const deadLetterAfterMs = 72 * 60 * 60_000

/** Writes an event in the transaction of its change: neither exists without the other. */
export async function writeEvent(
  { options, clock }: Context,
  tx: Db,
  event: Omit<CardfileEvent, 'id' | 'at'>,
): Promise<void> {
  if (options.onEvent === undefined) return
  const { type, customerId, checkoutId = null, paymentId = null, cardId = null, amount, ...unstored } = event
  // A new field of the event does not compile until it is stored here.
  unstored satisfies Record<string, never>
  const subject = type.startsWith('card.') ? cardId : paymentId
  await tx
    .insert(outbox)
    .values({
      // The same for every delivery of the event, so that the shop can drop repetitions.
      id: `${type}:${subject ?? ''}`,
      type,
      at: clock.now,
      customerId,
      checkoutId,
      paymentId,
      cardId,
      amount: amount?.value ?? null,
      currency: amount?.currency ?? null,
      nextAt: clock.now,
    })
    .onConflictDoNothing()
}

/**
 * Delivers the events that are due to `onEvent`, outside any transaction. Returns how many it accepted. Events that are
 * left when `stop` aborts are due again when their lease ends.
 */
export async function deliverEvents(context: Context, stop?: AbortSignal): Promise<number> {
  const { options, database, log } = context
  const { onEvent } = options
  if (onEvent === undefined) return 0
  const leased = await leaseDue(context)
  let delivered = 0
  for (const row of leased) {
    if (stop?.aborted === true) break
    try {
      await withTimeout(onEvent(toEvent(row)))
      await database.db.delete(outbox).where(eq(outbox.id, row.id))
      delivered += 1
    } catch (error) {
      await database.db
        .update(outbox)
        .set({ nextAt: toNextTry(context) })
        .where(eq(outbox.id, row.id))
      log.warn(
        { event: row.id, tries: row.tries, ...toLoggable(error) },
        'onEvent failed; the event is delivered again later',
      )
    }
  }
  return delivered
}

/** Schedules the retry before the delivery: a process that dies in between only delays the event. */
async function leaseDue({ database, clock }: Context): Promise<OutboxRow[]> {
  const due = database.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(isNotNull(outbox.nextAt), lte(outbox.nextAt, clock.now)))
    .orderBy(asc(outbox.nextAt))
    .limit(batchSize)
    .for('update', { skipLocked: true })
  return database.db
    .update(outbox)
    .set({ tries: sql`${outbox.tries} + 1`, nextAt: clock.in(deliveryLeaseMs) })
    .where(inArray(outbox.id, due))
    .returning()
}

/** Exponential back-off up to an hour; null for a dead letter. */
function toNextTry({ clock }: Context): SQL {
  const delayMs = sql`least(${clock.scaled(longestBackoffMs)}, ${clock.scaled(firstBackoffMs)} * power(2, ${outbox.tries} - 1))`
  return sql`case when ${outbox.at} > ${clock.in(-clock.scaled(deadLetterAfterMs))}
    then ${clock.now} + ${delayMs} * interval '1 millisecond' end`
}

async function withTimeout(delivery: Promise<void> | void): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('onEvent took longer than ten seconds')), deliveryTimeoutMs)
  })
  try {
    await Promise.race([delivery, timeout])
  } finally {
    clearTimeout(timer)
  }
}

function toEvent({ tries: _tries, nextAt: _nextAt, ...row }: OutboxRow): CardfileEvent {
  const { id, type, at, customerId, checkoutId, paymentId, cardId, amount, currency, ...undelivered } = row
  // A new column does not compile until the event shows it.
  undelivered satisfies Record<string, never>
  return {
    id,
    type: toEventType(type),
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
