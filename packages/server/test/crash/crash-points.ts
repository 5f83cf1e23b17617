import type { CrashPoint, Effect } from './protocol.ts'

/** Records the effects of a shop, and pauses it at one crash point. */
export interface CrashPoints {
  record(pauseAt: CrashPoint | null): void
  stop(): readonly Effect[]
  /** Lets a paused flow continue. */
  resume(): void
  /** A new number for each transaction, so that the same statement in two transactions has two names. */
  nextTransaction(): string
  /** Call just before an effect. Does not resolve while the shop is paused there. Pass the result to `after`. */
  before(effect: NewEffect): Promise<Visit>
  /** Call just after the effect. */
  after(visit: Visit): Promise<void>
  around<T>(effect: NewEffect, act: () => Promise<T>): Promise<T>
}

interface NewEffect {
  readonly name: string
  readonly isDurable: boolean
  readonly isInTransaction?: boolean
}

interface Visit {
  readonly name: string
  /** Undefined while nothing is recorded. */
  readonly effect: { -readonly [Key in keyof Effect]: Effect[Key] } | undefined
}

/** @param onPaused called when the shop reaches the crash point at which it is to pause. */
export function createCrashPoints(onPaused: () => void): CrashPoints {
  let isRecording = false
  let effects: Effect[] = []
  let counts = new Map<string, number>()
  let transactions = 0
  let pauseAt: CrashPoint | null = null

  async function pauseIfHere({ name }: Visit, side: CrashPoint['side']): Promise<void> {
    if (!isRecording || pauseAt === null || pauseAt.effect !== name || pauseAt.side !== side) return
    pauseAt = null
    onPaused()
    await new Promise<void>((resolve) => {
      points.resume = resolve
    })
  }

  const points: CrashPoints = {
    record(point) {
      isRecording = true
      effects = []
      counts = new Map()
      transactions = 0
      pauseAt = point
    },
    stop() {
      isRecording = false
      return effects
    },
    resume() {},
    nextTransaction() {
      transactions += 1
      return `transaction ${transactions}`
    },
    async before({ name: base, isDurable, isInTransaction = false }) {
      if (!isRecording) return { name: base, effect: undefined }
      const count = (counts.get(base) ?? 0) + 1
      counts.set(base, count)
      const name = count === 1 ? base : `${base} (${count})`
      const visit = { name, effect: { name, isDurable, isInTransaction, isDone: false } }
      effects.push(visit.effect)
      await pauseIfHere(visit, 'before')
      return visit
    },
    async after(visit) {
      if (visit.effect !== undefined) visit.effect.isDone = true
      await pauseIfHere(visit, 'after')
    },
    async around(effect, act) {
      const visit = await points.before(effect)
      const result = await act()
      await points.after(visit)
      return result
    },
  }
  return points
}
