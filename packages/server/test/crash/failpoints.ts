import { expect } from 'vitest'
import type { DatabaseKind } from '../support/shop.ts'
import { type Crash, FAILPOINTS, toCrashes } from './boundaries.ts'
import { FLOWS, untilTold } from './flows.ts'
import { comeToRest, expectWritten, judge, payAgain } from './assertions.ts'
import { openStand, type Stall, type Stand } from './harness.ts'

/** Shops in one process: that many flows stand at their places when it is killed. */
const SHOPS = { embedded: 6, postgres: 48 } as const

/** How flows are led to their places. */
interface Pace {
  /** How many at a time. More would only make each other late. */
  readonly atOnce: number
  /** How often a flow that has passed its place is begun anew. */
  readonly tries: number
}
/** First a few side by side. Beside others a flow does things in another order: what that misses is led there alone, as it was recorded. */
const SIDE_BY_SIDE: Pace = { atOnce: 6, tries: 5 }
const ALONE: Pace = { atOnce: 1, tries: 20 }

/** What was done, for the test to count. */
export interface Proof {
  readonly kills: number
  readonly places: ReadonlySet<string>
  readonly missing: readonly string[]
  /** Reads that no flow came to a second time, so that nothing was killed there. Nothing lasting lies between them. */
  readonly unreached: readonly string[]
}

/**
 * Runs every flow once and remembers what it did to the outside world; then runs it again for each of these things,
 * stops it just before or just after, kills the process, starts another, and holds what comes of it against the
 * gateway's books. A new statement, request or event is covered by being there.
 */
export async function killEverywhere(kind: DatabaseKind, { all }: { readonly all: boolean }): Promise<Proof> {
  const stand = await openStand({ kind, shops: SHOPS[kind] })
  try {
    const crashes = await record(stand, kind, all)
    const places = new Set(crashes.map(({ side, title }) => `${side} ${title}`))
    const missing = Object.entries(FAILPOINTS)
      .filter(([, { side, title }]) => !places.has(`${side} ${title}`))
      .map(([name]) => name)

    const most = await killAt(stand, kind, crashes, SIDE_BY_SIDE)
    const rest = await killAt(stand, kind, most.missed, ALONE)
    for (const crash of rest.missed) if (crash.isEssential) throw new Error(toSentence(crash))
    return { kills: most.kills + rest.kills, places, missing, unreached: rest.missed.map(toSentence) }
  } finally {
    await stand.close()
  }
}

/** Kills the process at each of these places. Answers those that their flows did not come to. */
async function killAt(
  stand: Stand,
  kind: DatabaseKind,
  crashes: readonly Crash[],
  pace: Pace,
): Promise<{ readonly kills: number; readonly missed: readonly Crash[] }> {
  const waiting = [...crashes]
  const missed: Crash[] = []
  let kills = 0
  while (waiting.length > 0) {
    const batch = takeBatch(waiting, stand.stalls, kind)
    const arrivals = await fewAtOnce(batch.riders, pace.atOnce, ([stall, crash]) => standAt(stall, crash, pace))
    // It keeps the others out of an embedded database, so it comes when they stand.
    if (batch.last !== undefined) arrivals.push(await standAt(...batch.last, pace))
    const scenes: Standing[] = []
    for (const arrival of arrivals) {
      if ('stall' in arrival) scenes.push(arrival)
      else missed.push(arrival)
    }
    await stand.restart()
    kills += scenes.length
    await fewAtOnce(scenes, SIDE_BY_SIDE.atOnce, conclude)
  }
  return { kills, missed }
}

function toSentence({ flow, side, title, boundary }: Crash): string {
  return `"${flow.name}" did not come to "${side} ${title}" (${boundary}) again.`
}

async function record(stand: Stand, kind: DatabaseKind, all: boolean): Promise<Crash[]> {
  const crashes: Crash[] = []
  // One after the other, so that every recording is of a shop in which nothing else happens.
  const flows = FLOWS.filter(({ isNamed }) => all || kind === 'postgres' || isNamed === true)
  for (const [index, flow] of flows.entries()) {
    const stall = stand.stalls[index % stand.stalls.length]
    if (stall === undefined) throw new Error('There is no shop.')
    const { act } = await flow.begin(stall)
    await untilTold(stall)
    await stall.process().watch(stall.number)
    await act()
    crashes.push(...toCrashes(flow, await stall.process().unwatch(stall.number)))
  }
  return all ? crashes : toEssential(crashes, kind)
}

/**
 * Leaves out what the soak takes in: places between which nothing changes, and the same statement of the same kind of
 * transaction in another flow. What is done before a COMMIT is undone by the kill, whichever statement was the last.
 */
function toEssential(crashes: readonly Crash[], kind: DatabaseKind): Crash[] {
  const seen = new Set<string>()
  return crashes.filter(({ side, title, isEssential, isUndone }) => {
    if (!isEssential) return false
    if (!isUndone || title.endsWith(': commit')) return true
    // On the embedded database each of these takes a process of its own.
    const place = kind === 'embedded' ? title.replace(/:.*/, '') : `${side} ${title}`
    const isNew = !seen.has(place)
    seen.add(place)
    return isNew && (kind === 'postgres' || title.startsWith('success'))
  })
}

interface Batch {
  readonly riders: readonly [Stall, Crash][]
  readonly last: [Stall, Crash] | undefined
}

function takeBatch(waiting: Crash[], stalls: readonly Stall[], kind: DatabaseKind): Batch {
  const [first, ...others] = stalls
  if (first === undefined) throw new Error('There is no shop.')
  const isExclusive = ({ isUndone }: Crash) => kind === 'embedded' && isUndone
  const exclusive = take(waiting, isExclusive)
  const riders: [Stall, Crash][] = []
  for (const stall of exclusive === undefined ? stalls : others) {
    const crash = take(waiting, (candidate) => !isExclusive(candidate))
    if (crash !== undefined) riders.push([stall, crash])
  }
  return { riders, last: exclusive && [first, exclusive] }
}

function take(waiting: Crash[], fits: (crash: Crash) => boolean): Crash | undefined {
  const index = waiting.findIndex(fits)
  return index === -1 ? undefined : waiting.splice(index, 1)[0]
}

async function fewAtOnce<T, R>(items: readonly T[], atOnce: number, act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const rest = [...items.entries()]
  const worker = async () => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) results[next[0]] = await act(next[1])
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}

interface Standing {
  readonly stall: Stall
  readonly crash: Crash
  readonly checkoutId: string
}

/** Leads a flow to its place, where it stands still until the process is killed. Answers the place when it never came there. */
async function standAt(stall: Stall, crash: Crash, { tries }: Pace): Promise<Standing | Crash> {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const { checkoutId, act } = await crash.flow.begin(stall)
    await untilTold(stall)
    const { held } = await stall.process().watch(stall.number, crash)
    // What the kill does to a customer's request is nothing that a test should fail with.
    const acted = act().then(
      () => 'acted',
      () => 'gone',
    )
    const end = await Promise.race([held.then(() => 'held'), acted])
    if (end === 'held') return { stall, crash, checkoutId }
    // Events are told in the background, by whoever comes first: the same thing may happen in another turn.
    await stall.process().unwatch(stall.number)
  }
  return crash
}

async function conclude({ stall, crash, checkoutId }: Standing): Promise<void> {
  const where = `killed ${crash.side} "${crash.title}" (${crash.boundary}), while ${crash.flow.name}`
  try {
    stall.gateway.sandbox.scripts.clear()
    await expectWritten(stall)
    await comeToRest(stall)
    await payAgain(stall, checkoutId)
    await untilTold(stall)
    await judge(stall)
    const paidOrders = await stall.query(
      `select ref from cardfile_payment where checkout_id = '${checkoutId}' and state = 'succeeded'`,
    )
    expect(paidOrders.length, 'payments that paid the checkout').toBe(1)
  } catch (cause) {
    throw new Error(`${where}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}
