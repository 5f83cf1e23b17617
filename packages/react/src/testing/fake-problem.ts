import { PROBLEM_STATUS, type Problem, type ProblemCode } from '@cardfile/contract'

/** Ends a request to the fake backend with RFC 9457 problem details. */
export class FakeProblemError extends Error {
  readonly problem: Problem
  readonly headers: Record<string, string>

  constructor(code: ProblemCode, more: Partial<Problem> = {}, headers: Record<string, string> = {}) {
    super(code)
    this.name = 'FakeProblemError'
    this.problem = { code, title: code.replaceAll('_', ' '), status: PROBLEM_STATUS[code], ...more }
    this.headers = headers
  }

  /** The HTTP response. */
  toResponse(): Response {
    return new Response(JSON.stringify(this.problem), {
      status: this.problem.status,
      headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...this.headers },
    })
  }
}
