import type { Passed, Position } from './protocol.ts'

/** What a shop does to the world outside it: counted, remembered, and stopped where a test wants it stopped. */
export interface Watch {
  start(hold: Position | null): void
  stop(): readonly Passed[]
  /** Lets the flow that stands still go on. */
  release(): void
  /** Numbers the transactions of a flow, so that the same statement in two of them has two names. */
  nextTransaction(): string
  /** Just before something is done. Does not resolve where the test holds the flow. Answers what `leave` wants. */
  enter(step: Step): Promise<Visit>
  /** Just after it was done. */
  leave(visit: Visit): Promise<void>
  around<T>(step: Step, act: () => Promise<T>): Promise<T>
}

/** One thing about to be done. */
interface Step {
  readonly name: string
  readonly isLasting: boolean
  readonly isInTransaction?: boolean
}

interface Visit {
  readonly boundary: string
  readonly passed: { -readonly [Key in keyof Passed]: Passed[Key] } | undefined
}

/** @param onHeld told when the flow has reached the position at which it stands still from then on. */
export function createWatch(onHeld: () => void): Watch {
  let isWatching = false
  let passed: Passed[] = []
  let counts = new Map<string, number>()
  let transactions = 0
  let hold: Position | null = null

  async function stand({ boundary }: Visit, side: Position['side']): Promise<void> {
    if (!isWatching || hold === null || hold.boundary !== boundary || hold.side !== side) return
    hold = null
    onHeld()
    await new Promise<void>((resolve) => {
      watch.release = resolve
    })
  }

  const watch: Watch = {
    start(position) {
      isWatching = true
      passed = []
      counts = new Map()
      transactions = 0
      hold = position
    },
    stop() {
      isWatching = false
      return passed
    },
    release() {},
    nextTransaction() {
      transactions += 1
      return `transaction ${transactions}`
    },
    async enter({ name, isLasting, isInTransaction = false }) {
      if (!isWatching) return { boundary: name, passed: undefined }
      const count = (counts.get(name) ?? 0) + 1
      counts.set(name, count)
      const boundary = count === 1 ? name : `${name} (${count})`
      const visit = { boundary, passed: { boundary, isLasting, isInTransaction, isDone: false } }
      passed.push(visit.passed)
      await stand(visit, 'before')
      return visit
    },
    async leave(visit) {
      if (visit.passed !== undefined) visit.passed.isDone = true
      await stand(visit, 'after')
    },
    async around(step, act) {
      const visit = await watch.enter(step)
      const result = await act()
      await watch.leave(visit)
      return result
    },
  }
  return watch
}
