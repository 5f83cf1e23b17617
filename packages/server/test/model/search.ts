import { gatewayMoves, pressMoves } from './gateway-moves.ts'
import { type Violation, violationsAtRest, violationsBetween, violationsIn } from './invariants.ts'
import { humanMoves, pollMoves } from './poller-moves.ts'
import { initialWorld } from './shop-rules.ts'
import { assumed, type Assumptions, type Policy, shipped } from './policy.ts'
import { senderMoves } from './sender-moves.ts'
import type { Actor, Emit, World } from './world.ts'
import { createStateHash } from './state-hash.ts'

/** The space to search, and the violations to search for. */
export interface SearchOptions {
  /** Number of presses, of any button in any tab. */
  readonly presses: number
  readonly policy?: Policy
  readonly assumptions?: Assumptions
  /** Whether some webhook arrives in the end. Default false: all of them may be lost. */
  readonly hintsArrive?: boolean
  /** Stops at the first of these. Default: every violation. */
  readonly violations?: readonly Violation[]
}

/** The result: the number of states, or a shortest trace to a violation. */
export interface Found {
  readonly states: number
  /** States in which the shop had nothing left to do. */
  readonly restingStates: number
  readonly violation: Violation | null
  /** A shortest trace to the violation. */
  readonly trace: readonly string[]
}

interface Move {
  readonly by: Actor
  readonly what: string
  readonly payment: number | null
}

/** Searches every interleaving for one checkout breadth first, each state once, so the first violation has a shortest trace. */
export function search(options: SearchOptions): Found {
  const { presses, policy = shipped, assumptions = assumed, hintsArrive = false } = options
  const hashOf = createStateHash(assumptions.finalIsFinal)
  const visited = new Map<string, number>()
  const worlds: (World | undefined)[] = []
  const parents: number[] = []
  const moves: Move[] = []
  let restingStates = 0
  const hits: { readonly violation: Violation; readonly at: number }[] = []

  const report = (violations: readonly Violation[], at: number) => {
    const violation = violations.find((each) => options.violations?.includes(each) ?? true)
    if (violation !== undefined) hits.push({ violation, at })
  }

  function add(world: World, parent: number, by: Actor, what: string, payment: number | null): number {
    const hash = hashOf(world)
    const known = visited.get(hash)
    if (known !== undefined) return known
    const at = worlds.length
    visited.set(hash, at)
    worlds.push(world)
    parents.push(parent)
    moves.push({ by, what, payment })
    report(violationsIn(world), at)
    return at
  }

  add(initialWorld(presses), -1, 'clock', 'begins', null)
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
    pressMoves(world, policy, emit)
    for (const index of world.payments.keys()) {
      senderMoves(world, index, policy, assumptions, emit)
      pollMoves(world, index, policy, assumptions, emit)
      gatewayMoves(world, index, assumptions, emit)
      humanMoves(world, index, policy, emit)
    }
    if (isResting) {
      restingStates += 1
      report(violationsAtRest(world), from)
    }
    // From here on only its hash and its trace are needed: frees the memory.
    worlds[from] = undefined
  }

  const [hit] = hits
  return {
    states: worlds.length,
    restingStates,
    violation: hit?.violation ?? null,
    trace: hit === undefined ? [] : traceTo(hit.at, parents, moves),
  }
}

function traceTo(at: number, parents: readonly number[], moves: readonly Move[]): string[] {
  const trace: string[] = []
  for (let state = at; state > 0; state = parents[state] ?? 0) {
    const move = moves[state]
    if (move !== undefined) trace.unshift(toSentence(move))
  }
  return trace
}

function toSentence({ by, what, payment }: Move): string {
  return payment === null ? `${by} ${what}` : `${payment + 1}: ${by} ${what}`
}
