import type { Problem, ProblemCode } from '@cardfile/contract'

/** What a problem carries beside its code. */
export type ProblemExtra = Partial<Pick<Problem, 'detail' | 'payment' | 'amount' | 'quote' | 'consent'>>

/** A request that is answered with a problem. Thrown from wherever that becomes clear, so that transactions roll back. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly extra: ProblemExtra
  /** Seconds after which the same request may be answered otherwise. */
  readonly retryAfter: number | undefined

  constructor(code: ProblemCode, extra: ProblemExtra = {}, retryAfter?: number) {
    super(code)
    this.name = 'ProblemError'
    this.code = code
    this.extra = extra
    this.retryAfter = retryAfter
  }
}
