import type { Problem, ProblemCode } from '@cardfile/contract'

/** The fields of a problem beside its code, title and status. */
export type ProblemExtra = Partial<Pick<Problem, 'detail' | 'payment' | 'amount' | 'quote' | 'consent'>>

/** Ends a request with RFC 9457 problem details. Throw it at any depth: an open transaction rolls back. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly extra: ProblemExtra
  /** Seconds until the same request may succeed: the `Retry-After` header. */
  readonly retryAfter: number | undefined

  constructor(code: ProblemCode, extra: ProblemExtra = {}, retryAfter?: number) {
    super(code)
    this.name = 'ProblemError'
    this.code = code
    this.extra = extra
    this.retryAfter = retryAfter
  }
}
