import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { ProblemError } from '../problem-error.ts'
import { readNow } from '../store/clock.ts'
import type { Db } from '../store/database.ts'
import { rateLimit as rateLimitTable } from '../store/schema.ts'
import { type RateLimit, type RateLimitName, DEFAULT_RATE_LIMITS } from './rate-limit.ts'

/** One rate limit, of one customer, address or card. */
export interface Expense {
  readonly name: RateLimitName
  readonly of: string
}

/**
 * Consumes one of each rate limit, each in one statement, inside the transaction of the press that won: racers wait for each
 * other on the row, and a press that is refused gives everything back by rolling back.
 */
export async function spend(context: Context, tx: Db, expenses: readonly Expense[]): Promise<void> {
  const now = await readNow(tx, context.clock)
  for (const expense of expenses) {
    const rateLimit = toRateLimit(context, expense.name)
    if (rateLimit === undefined) continue
    const { key, window, endsAt } = toWindow(context, now, expense, rateLimit)
    const [row] = await tx
      .insert(rateLimitTable)
      .values({ key, window, consumed: 1, endsAt })
      .onConflictDoUpdate({
        target: [rateLimitTable.key, rateLimitTable.window],
        set: { consumed: sql`${rateLimitTable.consumed} + 1` },
      })
      .returning({ consumed: rateLimitTable.consumed })
    if (row !== undefined && row.consumed > rateLimit.limit) throw toTooManyAttempts(now, endsAt)
  }
}

/**
 * Refuses when a rate limit is used up, without consuming it: for what is only known to count afterwards. `underWay` of it
 * may still turn out to count.
 */
export async function requireLeft(context: Context, tx: Db, expense: Expense, underWay = 0): Promise<void> {
  const rateLimit = toRateLimit(context, expense.name)
  if (rateLimit === undefined) return
  const now = await readNow(tx, context.clock)
  const { key, window, endsAt } = toWindow(context, now, expense, rateLimit)
  const mine = and(eq(rateLimitTable.key, key), eq(rateLimitTable.window, window))
  const [row] = await tx.select({ consumed: rateLimitTable.consumed }).from(rateLimitTable).where(mine)
  const consumed = row?.consumed ?? 0
  if (consumed >= rateLimit.limit) throw toTooManyAttempts(now, endsAt)
  // What is under way will soon be answered.
  if (consumed + underWay >= rateLimit.limit) throw new ProblemError('too_many_attempts', {}, 1)
}

/** Counts something that happened, whatever the limit. */
export async function count(context: Context, tx: Db, expense: Expense, by: 1 | -1 = 1): Promise<void> {
  const rateLimit = toRateLimit(context, expense.name)
  if (rateLimit === undefined) return
  const { key, window, endsAt } = toWindow(context, await readNow(tx, context.clock), expense, rateLimit)
  await tx
    .insert(rateLimitTable)
    .values({ key, window, consumed: Math.max(0, by), endsAt })
    .onConflictDoUpdate({
      target: [rateLimitTable.key, rateLimitTable.window],
      set: { consumed: sql`greatest(0, ${rateLimitTable.consumed} + ${by})` },
    })
}

/** Forgets what was consumed of a rate limit. */
export async function forgive(tx: Db, expense: Expense): Promise<void> {
  await tx.delete(rateLimitTable).where(eq(rateLimitTable.key, toKey(expense)))
}

function toRateLimit({ options }: Context, name: RateLimitName): RateLimit | undefined {
  if (options.rateLimits === 'off') return undefined
  return options.rateLimits?.[name] ?? DEFAULT_RATE_LIMITS[name]
}

function toKey({ name, of }: Expense): string {
  return `${name}:${of}`
}

function toWindow({ clock }: Context, now: Date, expense: Expense, { withinMs }: RateLimit) {
  const lengthMs = Math.max(1, clock.scaled(withinMs))
  const window = Math.floor(now.getTime() / lengthMs)
  return { key: toKey(expense), window, endsAt: new Date((window + 1) * lengthMs) }
}

function toTooManyAttempts(now: Date, endsAt: Date): ProblemError {
  const waitMs = endsAt.getTime() - now.getTime()
  return new ProblemError('too_many_attempts', {}, Math.max(1, Math.ceil(waitMs / 1_000)))
}
