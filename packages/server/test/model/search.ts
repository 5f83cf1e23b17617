import { gatewaySteps, pressSteps } from './gateway-moves.ts'
import { type Violation, violationsAtRest, violationsBetween, violationsIn } from './invariants.ts'
import { humanSteps, lookSteps } from './poller-moves.ts'
import { newWorld } from './model-shop.ts'
import { assumed, type Assumptions, type Policy, shipped } from './policy.ts'
import { senderSteps } from './sender-moves.ts'
import type { Actor, Emit, World } from './world.ts'
import { createKeys } from './state-hash.ts'

/** What is searched, and what for. */
export interface SearchOptions {
  /** Presses of any button, in any tab. */
  readonly clicks: number
  readonly policy?: Policy
  readonly assumptions?: Assumptions
  /** Whether some webhook arrives in the end; otherwise all of them may be lost. Default false. */
  readonly hintsArrive?: boolean
  /** Stops at the first of these. Default: all there are. */
  readonly watches?: readonly Violation[]
}

/** What was found: every state, or the shortest way to one that must not be. */
export interface Found {
  readonly states: number
  /** States in which the shop had nothing left to do. */
  readonly restingStates: number
  readonly violation: Violation | null
  /** The steps that lead there: one of the shortest. */
  readonly trace: readonly string[]
}

interface Step {
  readonly by: Actor
  readonly what: string
  readonly payment: number | null
}

/** Breadth first through every interleaving for one checkout, each state once: the first violation is a nearest one. */
export function search(options: SearchOptions): Found {
  const { clicks, policy = shipped, assumptions = assumed, hintsArrive = false } = options
  const keyOf = createKeys(assumptions.finalIsFinal)
  const seen = new Map<string, number>()
  const worlds: (World | undefined)[] = []
  const parents: number[] = []
  const steps: Step[] = []
  let restingStates = 0
  const hits: { readonly violation: Violation; readonly at: number }[] = []

  const watched = ([...violations]: readonly Violation[]) =>
    violations.find((each) => options.watches === undefined || options.watches.includes(each))
  const report = (violations: readonly Violation[], at: number) => {
    const violation = watched(violations)
    if (violation !== undefined) hits.push({ violation, at })
  }

  function add(world: World, parent: number, by: Actor, what: string, payment: number | null): number {
    const key = keyOf(world)
    const known = seen.get(key)
    if (known !== undefined) return known
    const at = worlds.length
    seen.set(key, at)
    worlds.push(world)
    parents.push(parent)
    steps.push({ by, what, payment })
    report(violationsIn(world), at)
    return at
  }

  add(newWorld(clicks), -1, 'clock', 'begins', null)
  let next = 0
  for (; next < worlds.length && hits.length === 0; next += 1) {
    const from = next
    const world = worlds[from]
    if (world === undefined) continue
    let isResting = true
    const emit: Emit = (by, what, payment, after) => {
      const at = add(after, from, by, what, payment)
      if (at === from) return
      report(violationsBetween(world, after), at)
      if (by === 'shop' || (by === 'hint' && hintsArrive)) isResting = false
    }
    pressSteps(world, policy, emit)
    for (const index of world.payments.keys()) {
      senderSteps(world, index, policy, assumptions, emit)
      lookSteps(world, index, policy, assumptions, emit)
      gatewaySteps(world, index, assumptions, emit)
      humanSteps(world, index, policy, emit)
    }
    if (isResting) {
      restingStates += 1
      report(violationsAtRest(world), from)
    }
    // Only its key and the way to it are needed from here on.
    worlds[from] = undefined
  }

  const [hit] = hits
  return {
    states: worlds.length,
    restingStates,
    violation: hit?.violation ?? null,
    trace: hit === undefined ? [] : traceTo(hit.at, parents, steps),
  }
}

function traceTo(at: number, parents: readonly number[], steps: readonly Step[]): string[] {
  const trace: string[] = []
  for (let state = at; state > 0; state = parents[state] ?? 0) {
    const step = steps[state]
    if (step !== undefined) trace.unshift(toSentence(step))
  }
  return trace
}

function toSentence({ by, what, payment }: Step): string {
  return payment === null ? `${by} ${what}` : `${payment + 1}: ${by} ${what}`
}
