import { toErrorBody, toWerkzeugBody } from './problem.ts'
import type { AnswerFault } from '../scenario/fault.ts'

/** What an operation has to say, before anything happens to it on the way. */
export interface Answer {
  readonly status: number
  /** Undefined for an answer without a body. */
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Thrown in place of an answer that the network lost; over TCP it becomes a reset connection. */
export class ConnectionReset extends TypeError {
  override readonly name = 'ConnectionReset'

  constructor() {
    super('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) })
  }
}

/** What spoiling an answer takes. */
export interface AnswerTools {
  readonly wait: (ms: number) => Promise<void>
  /** Settles when the caller gives up or the sandbox closes. */
  readonly givenUp: Promise<never>
}

const page = (status: number) =>
  `<!doctype html><html lang="en"><title>${status}</title><h1>${status}</h1><p>The server could not answer this request.</p></html>\n`

function toText(body: unknown): string {
  return body === undefined ? '' : JSON.stringify(body)
}

/** The answer as it should have been. */
export function toResponse({ status, body, headers }: Answer): Response {
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  return new Response(body === undefined ? null : toText(body), { status, headers: { ...type, ...headers } })
}

function toStatusResponse(answer: Answer, fault: Extract<AnswerFault, { kind: 'status' }>): Response {
  const { status, body = 'error', headers } = fault
  const json = { ...headers, 'content-type': 'application/json' }
  switch (body) {
    case 'error': {
      const error = toErrorBody(status, 'This answer is scripted: see the scenario table of the sandbox.')
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

/** A body that sends `bytes` and then breaks off. */
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

function slowBody(bytes: Uint8Array, msPerByte: number, { wait, givenUp }: AnswerTools): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream({
    async pull(controller) {
      if (at >= bytes.byteLength) return controller.close()
      await Promise.race([wait(msPerByte), givenUp])
      controller.enqueue(bytes.subarray(at, (at += 1)))
    },
  })
}

/** Sends an answer through a bad network. */
export async function spoil(answer: Answer, fault: AnswerFault, tools: AnswerTools): Promise<Response> {
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
      return tools.givenUp
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
