import { merchantOrderIdOf, type Order } from '../store/order.ts'
import type { Work } from '../store/unit-of-work.ts'
import type { Engine } from '../engine/engine.ts'
import { spoil, toResponse, type Answer } from '../http/answer.ts'
import type { Fault, Operation } from '../scenario/fault.ts'
import { Problem, toErrorBody } from '../http/problem.ts'

/** One call of the API: what is asked, of which orders, and how it is done. */
export interface Call {
  readonly operation: Operation
  readonly orders: readonly { readonly id: string; readonly merchantOrderId: string | null }[]
  /** Scripted by the call itself, such as a magic amount. */
  readonly fault?: Fault | undefined
  readonly request: Request
  /** Does it. Runs again with the same ids when the commit is scripted to come later. */
  readonly perform: (work: Work, fault: Fault) => Answer
}

/** What scripts go by. */
export const toScripted = (order: Order) => ({ id: order.id, merchantOrderId: merchantOrderIdOf(order) })

function toProblemAnswer(error: unknown): Answer {
  if (!(error instanceof Problem)) throw error
  return { status: error.status, body: toErrorBody(error.status, error.message, error.propertyPath) }
}

/** Ids that can be handed out a second time in the same order. */
function replayable(newId: () => string) {
  const given: string[] = []
  const replay = () => {
    let turn = 0
    return () => given[turn++] ?? newId()
  }
  const record = () => {
    const id = newId()
    given.push(id)
    return id
  }
  return { record, replay }
}

/** Rejects when one of the signals fires; `release` stops listening, so that a long life of faults leaves nothing. */
function whenGivenUp(signals: readonly AbortSignal[]) {
  const done = new AbortController()
  const promise = new Promise<never>((_, reject) => {
    const giveUp = () => reject(new DOMException('The call was given up.', 'AbortError'))
    for (const signal of signals) {
      if (signal.aborted) giveUp()
      else signal.addEventListener('abort', giveUp, { once: true, signal: done.signal })
    }
  })
  // Nobody may be waiting for it when it comes.
  promise.catch(() => {})
  return { promise, release: () => done.abort() }
}

/** Answers a call, with whatever is scripted for it. */
export async function answerCall(engine: Engine, call: Call): Promise<Response> {
  const scripted = engine.scripts.take(call)
  const fault = { ...call.fault, ...scripted }
  const { commit = 'before' } = fault
  const ids = commit === 'before' || commit === 'never' ? undefined : replayable(engine.newId)

  const draft = engine.begin(ids?.record)
  let answer: Answer
  try {
    answer = call.perform(draft, fault)
  } catch (error) {
    answer = toProblemAnswer(error)
  }
  const isDone = answer.status < 400
  if (isDone && commit === 'before') await engine.commit(draft)
  if (isDone && ids !== undefined) {
    const { ended } = engine
    const commitLater = async () => {
      if (ended.aborted) return
      const work = engine.begin(ids.replay())
      call.perform(work, fault)
      await engine.commit(work)
    }
    const waitMs = typeof commit === 'object' ? commit.afterMs * engine.timeScale : 0
    // By then the order may be gone or closed, and the call fails as it would have failed had it come later.
    engine.clock.setTimer(() => void commitLater().catch(() => {}), waitMs)
  }
  if (fault.delayMs === undefined && fault.answer === undefined) return toResponse(answer)
  return answerBadly(engine, call, fault, answer)
}

async function answerBadly(engine: Engine, call: Call, fault: Fault, answer: Answer): Promise<Response> {
  const { promise: givenUp, release } = whenGivenUp([call.request.signal, engine.ended])
  const wait = (ms: number) => new Promise<void>((resolve) => engine.clock.setTimer(resolve, ms * engine.timeScale))
  if (fault.delayMs !== undefined) await Promise.race([wait(fault.delayMs), givenUp])
  const response = await spoil(answer, fault.answer ?? { kind: 'ok' }, { wait, givenUp })
  // The body of a slow answer is still on its way.
  if (fault.answer?.kind !== 'slow') release()
  return response
}
