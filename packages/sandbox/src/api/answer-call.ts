import type { Engine } from '../engine/engine.ts'
import { applyAnswerFault, toResponse, type Answer } from '../http/answer.ts'
import { Problem, toErrorBody } from '../http/problem.ts'
import type { Fault, Operation } from '../scenario/fault.ts'
import { merchantOrderIdOf, type Order } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'

/** A call of the API. */
export interface Call {
  readonly operation: Operation
  /** The orders it is about, for scripts to match. */
  readonly orders: readonly { readonly id: string; readonly merchantOrderId: string | null }[]
  /** The fault of the scenario that the order's amount plays. */
  readonly fault?: Fault | undefined
  readonly request: Request
  /** Carries out the call. Runs a second time, with the same ids, when the commit is scripted for later. */
  readonly perform: (work: UnitOfWork, fault: Fault) => Answer
}

/** The ids by which scripts match an order. */
export const toOrderRef = (order: Order) => ({ id: order.id, merchantOrderId: merchantOrderIdOf(order) })

function toProblemAnswer(error: unknown): Answer {
  if (!(error instanceof Problem)) throw error
  return { status: error.status, body: toErrorBody(error.status, error.message, error.propertyPath) }
}

/** Records generated ids, to repeat them in the same order. */
function replayable(newId: () => string) {
  const given: string[] = []
  const replay = () => {
    let next = 0
    return () => given[next++] ?? newId()
  }
  const record = () => {
    const id = newId()
    given.push(id)
    return id
  }
  return { record, replay }
}

/** A promise that rejects when a signal aborts. Call `release`, or each faulty call leaks a listener. */
function rejectOnAbort(signals: readonly AbortSignal[]) {
  const released = new AbortController()
  const promise = new Promise<never>((_, reject) => {
    const abort = () => reject(new DOMException('The call was aborted.', 'AbortError'))
    for (const signal of signals) {
      if (signal.aborted) abort()
      else signal.addEventListener('abort', abort, { once: true, signal: released.signal })
    }
  })
  // It may reject when it is not awaited.
  promise.catch(() => {})
  return { promise, release: () => released.abort() }
}

/** Answers a call, applying the faults scripted for it. */
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
  const isSuccess = answer.status < 400
  if (isSuccess && commit === 'before') await engine.commit(draft)
  if (isSuccess && ids !== undefined) {
    const { stopSignal } = engine
    const commitLater = async () => {
      if (stopSignal.aborted) return
      const work = engine.begin(ids.replay())
      call.perform(work, fault)
      await engine.commit(work)
    }
    const waitMs = typeof commit === 'object' ? commit.afterMs * engine.timeScale : 0
    // By then the order may be gone or closed. The late call then fails as any other would.
    engine.clock.setTimer(() => void commitLater().catch(() => {}), waitMs)
  }
  if (fault.delayMs === undefined && fault.answer === undefined) return toResponse(answer)
  return answerWithFault(engine, call, fault, answer)
}

async function answerWithFault(engine: Engine, call: Call, fault: Fault, answer: Answer): Promise<Response> {
  const { promise: aborted, release } = rejectOnAbort([call.request.signal, engine.stopSignal])
  const wait = (ms: number) => new Promise<void>((resolve) => engine.clock.setTimer(resolve, ms * engine.timeScale))
  if (fault.delayMs !== undefined) await Promise.race([wait(fault.delayMs), aborted])
  const response = await applyAnswerFault(answer, fault.answer ?? { kind: 'ok' }, { wait, aborted })
  // The body of a slow answer is still being sent.
  if (fault.answer?.kind !== 'slow') release()
  return response
}
