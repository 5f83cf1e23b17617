import type { AnswerFault } from '../scenario/fault.ts'
import { toErrorBody, toWerkzeugBody } from './problem.ts'

/** The answer of an operation, before a fault is applied. */
export interface Answer {
  readonly status: number
  /** Undefined when there is none. */
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Thrown in place of an answer that the network lost. Over TCP it becomes a connection reset. */
export class ConnectionReset extends TypeError {
  override readonly name = 'ConnectionReset'

  constructor() {
    super('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) })
  }
}

/** How a fault waits. */
export interface AnswerFaultOptions {
  readonly wait: (ms: number) => Promise<void>
  /** Rejects when the caller aborts or the sandbox stops. */
  readonly aborted: Promise<never>
}

const page = (status: number) =>
  `<!doctype html><html lang="en"><title>${status}</title><h1>${status}</h1><p>The server could not answer this request.</p></html>\n`

function toText(body: unknown): string {
  return body === undefined ? '' : JSON.stringify(body)
}

/** Builds the response of an answer without a fault. */
export function toResponse({ status, body, headers }: Answer): Response {
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  return new Response(body === undefined ? null : toText(body), { status, headers: { ...type, ...headers } })
}

function toStatusResponse(answer: Answer, fault: Extract<AnswerFault, { kind: 'status' }>): Response {
  const { status, body = 'error', headers } = fault
  const json = { ...headers, 'content-type': 'application/json' }
  switch (body) {
    case 'error': {
      const error = toErrorBody(status, 'This answer is scripted: see the scenarios of the sandbox.')
      return new Response(JSON.stringify(error), { status, headers: json })
    }
    case 'werkzeug':
      return new Response(JSON.stringify(toWerkzeugBody()), { status, headers: json })
    case 'order':
      return new Response(toText(answer.body), { status, headers: json })
    case 'html':
      return new Response(page(status), { status, headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } })
    case 'empty':
      return new Response(null, { status, ...(headers === undefined ? {} : { headers }) })
    default:
      return body satisfies never
  }
}

/** A body that breaks off after `bytes`. */
function brokenBody(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let isSent = bytes.byteLength === 0
  return new ReadableStream({
    pull(controller) {
      if (isSent) return controller.error(new ConnectionReset())
      isSent = true
      controller.enqueue(bytes)
    },
  })
}

function slowBody(
  bytes: Uint8Array,
  msPerByte: number,
  { wait, aborted }: AnswerFaultOptions,
): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream({
    async pull(controller) {
      if (at >= bytes.byteLength) return controller.close()
      await Promise.race([wait(msPerByte), aborted])
      controller.enqueue(bytes.subarray(at, (at += 1)))
    },
  })
}

/** Builds the response of an answer with a fault. Throws `ConnectionReset` when no byte arrives. */
export async function applyAnswerFault(
  answer: Answer,
  fault: AnswerFault,
  tools: AnswerFaultOptions,
): Promise<Response> {
  const good = toResponse(answer)
  const bytes = () => new TextEncoder().encode(toText(answer.body))
  const withBody = (body: BodyInit) => new Response(body, { status: good.status, headers: good.headers })
  switch (fault.kind) {
    case 'ok':
      return good
    case 'status':
      return toStatusResponse(answer, fault)
    case 'truncate':
      return withBody(bytes().slice(0, fault.bytes))
    case 'slow':
      return withBody(slowBody(bytes(), fault.msPerByte, tools))
    case 'hang':
      return tools.aborted
    case 'reset': {
      if (fault.when === 'before') throw new ConnectionReset()
      const whole = bytes()
      const length = { mid: Math.floor(whole.byteLength / 2), after: whole.byteLength }
      return withBody(brokenBody(whole.slice(0, typeof fault.when === 'number' ? fault.when : length[fault.when])))
    }
    default:
      return fault satisfies never
  }
}
