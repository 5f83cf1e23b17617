import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { ProblemError } from '../problem-error.ts'
import { readNow } from '../store/clock.ts'
import type { Db } from '../store/db.ts'
import { rateLimit as table } from '../store/schema.ts'
import { DEFAULT_RATE_LIMITS, type RateLimit, type RateLimitName } from './rate-limit.ts'

/** One counter: a rate limit, and the customer, address or card it counts. */
export interface RateLimitKey {
  readonly name: RateLimitName
  readonly subject: string
}

/**
 * Counts one use of each key and refuses the first that is over its limit. Call it inside the transaction of the claim:
 * concurrent presses wait for each other on the counter's row, and a refused press rolls every count back.
 */
export async function consume(context: Context, tx: Db, keys: readonly RateLimitKey[]): Promise<void> {
  const now = await readNow(tx, context.clock)
  for (const key of keys) {
    const rateLimit = toRateLimit(context, key.name)
    if (rateLimit === undefined) continue
    const counter = toCounter(context, now, key, rateLimit)
    const [row] = await tx
      .insert(table)
      .values({ ...counter, consumed: 1 })
      .onConflictDoUpdate({ target: [table.key, table.window], set: { consumed: sql`${table.consumed} + 1` } })
      .returning({ consumed: table.consumed })
    if (row !== undefined && row.consumed > rateLimit.limit) throw toTooManyAttempts(now, counter.endsAt)
  }
}

/**
 * Refuses when nothing remains of a rate limit, and counts nothing: for an outcome that is known only later. `pending` is
 * how many outcomes are still open and may count.
 */
export async function requireRemaining(context: Context, tx: Db, key: RateLimitKey, pending = 0): Promise<void> {
  const rateLimit = toRateLimit(context, key.name)
  if (rateLimit === undefined) return
  const now = await readNow(tx, context.clock)
  const counter = toCounter(context, now, key, rateLimit)
  const isCounter = and(eq(table.key, counter.key), eq(table.window, counter.window))
  const [row] = await tx.select({ consumed: table.consumed }).from(table).where(isCounter)
  const consumed = row?.consumed ?? 0
  if (consumed >= rateLimit.limit) throw toTooManyAttempts(now, counter.endsAt)
  // Pending outcomes are known within seconds.
  if (consumed + pending >= rateLimit.limit) throw new ProblemError('too_many_attempts', {}, 1)
}

/** Counts one use, even beyond the limit: for an outcome that has already happened. */
export async function recordUse(context: Context, tx: Db, key: RateLimitKey): Promise<void> {
  await add(context, tx, key, 1)
}

/** Reverses `consume`: for a payment that was never sent. */
export async function release(context: Context, tx: Db, keys: readonly RateLimitKey[]): Promise<void> {
  for (const key of keys) await add(context, tx, key, -1)
}

/** Sets a counter back to zero, in every window. */
export async function resetRateLimit(tx: Db, key: RateLimitKey): Promise<void> {
  await tx.delete(table).where(eq(table.key, toStoredKey(key)))
}

async function add(context: Context, tx: Db, key: RateLimitKey, by: 1 | -1): Promise<void> {
  const rateLimit = toRateLimit(context, key.name)
  if (rateLimit === undefined) return
  await tx
    .insert(table)
    .values({ ...toCounter(context, await readNow(tx, context.clock), key, rateLimit), consumed: Math.max(0, by) })
    .onConflictDoUpdate({
      target: [table.key, table.window],
      set: { consumed: sql`greatest(0, ${table.consumed} + ${by})` },
    })
}

function toRateLimit({ options }: Context, name: RateLimitName): RateLimit | undefined {
  if (options.rateLimits === 'off') return undefined
  return options.rateLimits?.[name] ?? DEFAULT_RATE_LIMITS[name]
}

function toStoredKey({ name, subject }: RateLimitKey): string {
  return `${name}:${subject}`
}

function toCounter({ clock }: Context, now: Date, key: RateLimitKey, { withinMs }: RateLimit) {
  const lengthMs = Math.max(1, clock.scaled(withinMs))
  const window = Math.floor(now.getTime() / lengthMs)
  return { key: toStoredKey(key), window, endsAt: new Date((window + 1) * lengthMs) }
}

function toTooManyAttempts(now: Date, endsAt: Date): ProblemError {
  const waitMs = endsAt.getTime() - now.getTime()
  return new ProblemError('too_many_attempts', {}, Math.max(1, Math.ceil(waitMs / 1_000)))
}
