import { expect } from 'vitest'
import type { DatabaseKind } from '../support/shop.ts'
import { expectMatchesGateway, expectWrittenBeforeSent, payAgain, untilSettled } from './assertions.ts'
import { FLOWS, untilDelivered } from './flows.ts'
import { type Harness, type KillableShop, openHarness, requireShop } from './harness.ts'
import { type Crash, FAILPOINTS, planCrashes } from './plan-crashes.ts'

/** Shops in one process: this many flows are paused when it is killed. */
const SHOPS = { embedded: 6, postgres: 48 } as const

interface Pace {
  /** Flows that run concurrently. */
  readonly concurrency: number
  /** Attempts of a flow that does not reach its crash point. */
  readonly attempts: number
}
/** The first round. Concurrent flows can reorder each other's effects, and miss a crash point that way. */
const CONCURRENT: Pace = { concurrency: 6, attempts: 5 }
/** The second round, for the crash points that were missed: each flow runs alone, as it was recorded. */
const ALONE: Pace = { concurrency: 1, attempts: 20 }

/** Counts for the test to check. */
export interface KillReport {
  readonly kills: number
  /** Names of failpoints that no flow reaches. */
  readonly missing: readonly string[]
  /** Crash points that no flow reached again, one sentence each. None of them is essential. */
  readonly unreached: readonly string[]
}

/**
 * Records the effects of every flow, then repeats the flow for each effect, pauses it just before or just after, kills the
 * process, starts another, and compares the outcome with the gateway. A new statement, request or event is covered without a
 * change here.
 */
export async function killEverywhere(kind: DatabaseKind, { all }: { readonly all: boolean }): Promise<KillReport> {
  const harness = await openHarness({ kind, shops: SHOPS[kind] })
  try {
    const crashes = await recordFlows(harness, kind, all)
    const reached = new Set(crashes.map(({ side, title }) => `${side} ${title}`))
    const missing = Object.entries(FAILPOINTS)
      .filter(([, { side, title }]) => !reached.has(`${side} ${title}`))
      .map(([name]) => name)

    const first = await killAt(harness, kind, crashes, CONCURRENT)
    const second = await killAt(harness, kind, first.missed, ALONE)
    for (const crash of second.missed) if (crash.isEssential) throw new Error(toSentence(crash))
    return { kills: first.kills + second.kills, missing, unreached: second.missed.map(toSentence) }
  } finally {
    await harness.close()
  }
}

/** Kills the process at each crash point. Returns the crash points that their flows did not reach. */
async function killAt(
  harness: Harness,
  kind: DatabaseKind,
  crashes: readonly Crash[],
  pace: Pace,
): Promise<{ readonly kills: number; readonly missed: readonly Crash[] }> {
  const waiting = [...crashes]
  const missed: Crash[] = []
  let kills = 0
  while (waiting.length > 0) {
    const batch = takeBatch(waiting, harness.shops, kind)
    const results = await mapConcurrently(batch.parallel, pace.concurrency, ([shop, crash]) =>
      pauseAt(shop, crash, pace),
    )
    // A flow paused inside a transaction blocks the embedded database, so it runs when the others are paused.
    if (batch.last !== undefined) results.push(await pauseAt(...batch.last, pace))
    const paused: PausedFlow[] = []
    for (const result of results) {
      if ('shop' in result) paused.push(result)
      else missed.push(result)
    }
    await harness.restart()
    kills += paused.length
    await mapConcurrently(paused, CONCURRENT.concurrency, expectRecovers)
  }
  return { kills, missed }
}

function toSentence({ flow, side, title, effect }: Crash): string {
  return `"${flow.name}" did not reach "${side} ${title}" (${effect}) again.`
}

async function recordFlows(harness: Harness, kind: DatabaseKind, all: boolean): Promise<Crash[]> {
  const crashes: Crash[] = []
  const flows = FLOWS.filter(({ reachesFailpoints }) => all || kind === 'postgres' || reachesFailpoints === true)
  // In sequence, so that no effect of another shop's flow is in the recording.
  for (const [index, flow] of flows.entries()) {
    const shop = requireShop(harness, index % harness.shops.length)
    const { act } = await flow.begin(shop)
    await untilDelivered(shop)
    await shop.process().record(shop.number)
    await act()
    crashes.push(...planCrashes(flow, await shop.process().stopRecording(shop.number)))
  }
  return all ? crashes : toEssential(crashes, kind)
}

/**
 * Drops the crash points that only the soak runs: those between which nothing changes, and the same statement of the same
 * kind of transaction in another flow. A kill before COMMIT leaves the same state at every statement.
 */
function toEssential(crashes: readonly Crash[], kind: DatabaseKind): Crash[] {
  const seen = new Set<string>()
  return crashes.filter(({ side, title, isEssential, isRolledBack }) => {
    if (!isEssential) return false
    if (!isRolledBack || title.endsWith(': commit')) return true
    // On the embedded database each of these costs a process, so one per kind of transaction has to do.
    const place = kind === 'embedded' ? title.replace(/:.*/, '') : `${side} ${title}`
    const isNew = !seen.has(place)
    seen.add(place)
    return isNew && (kind === 'postgres' || title.startsWith('success'))
  })
}

interface Batch {
  readonly parallel: readonly [KillableShop, Crash][]
  /** A flow that blocks the others once it is paused. */
  readonly last: [KillableShop, Crash] | undefined
}

function takeBatch(waiting: Crash[], shops: readonly KillableShop[], kind: DatabaseKind): Batch {
  const [first, ...others] = shops
  if (first === undefined) throw new Error('The harness has no shops.')
  const isExclusive = ({ isRolledBack }: Crash) => kind === 'embedded' && isRolledBack
  const exclusive = take(waiting, isExclusive)
  const parallel: [KillableShop, Crash][] = []
  for (const shop of exclusive === undefined ? shops : others) {
    const crash = take(waiting, (candidate) => !isExclusive(candidate))
    if (crash !== undefined) parallel.push([shop, crash])
  }
  return { parallel, last: exclusive && [first, exclusive] }
}

function take(waiting: Crash[], fits: (crash: Crash) => boolean): Crash | undefined {
  const index = waiting.findIndex(fits)
  return index === -1 ? undefined : waiting.splice(index, 1)[0]
}

async function mapConcurrently<T, R>(
  items: readonly T[],
  concurrency: number,
  act: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const rest = [...items.entries()]
  const worker = async () => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) results[next[0]] = await act(next[1])
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  return results
}

interface PausedFlow {
  readonly shop: KillableShop
  readonly crash: Crash
  readonly checkoutId: string
}

/** Runs a flow until it is paused at its crash point. Returns the crash when no attempt reaches it. */
async function pauseAt(shop: KillableShop, crash: Crash, { attempts }: Pace): Promise<PausedFlow | Crash> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const { checkoutId, act } = await crash.flow.begin(shop)
    await untilDelivered(shop)
    const { paused } = await shop.process().record(shop.number, { effect: crash.effect, side: crash.side })
    // The kill breaks the customer's request, which must not fail the test.
    const acted = act().then(
      () => 'acted',
      () => 'killed',
    )
    const end = await Promise.race([paused.then(() => 'paused'), acted])
    if (end === 'paused') return { shop, crash, checkoutId }
    // Events are delivered in the background, so the same effect can have another number in another attempt.
    await shop.process().stopRecording(shop.number)
  }
  return crash
}

async function expectRecovers({ shop, crash, checkoutId }: PausedFlow): Promise<void> {
  const where = `killed ${crash.side} "${crash.title}" (${crash.effect}), while ${crash.flow.name}`
  try {
    shop.gateway.sandbox.scripts.clear()
    await expectWrittenBeforeSent(shop)
    await untilSettled(shop)
    await payAgain(shop, checkoutId)
    await untilDelivered(shop)
    await expectMatchesGateway(shop)
    const succeeded = await shop.query(
      `select ref from cardfile_payment where checkout_id = '${checkoutId}' and state = 'succeeded'`,
    )
    expect(succeeded.length, 'payments that paid the checkout').toBe(1)
  } catch (cause) {
    throw new Error(`${where}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}
