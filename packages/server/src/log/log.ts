import type { Logger } from '../options.ts'
import { SetupError } from '../setup-error.ts'

/** Everything a line of the log may hold beside its message. A field that is not here does not compile. */
export interface LogFields {
  /** What the gateway's answer amounted to, in our words. */
  readonly answer?: string
  /** Which decision a person made. */
  readonly as?: string
  /** Where an error was thrown: the frames nearest to it, without its message. */
  readonly at?: string
  /** What the database or the system calls an error. */
  readonly code?: string
  /** What kind of error it was, by its name. */
  readonly error?: string
  /** An event's constant id. */
  readonly event?: string
  /** A sentence of a `SetupError`. */
  readonly message?: string
  /** Where in an answer of the gateway the part is that cannot be read. */
  readonly field?: string
  readonly orderId?: string
  /** A status of an order that this version has not heard of. */
  readonly orderStatus?: string
  readonly paymentId?: string
  /** An order's `merchant_order_id`. */
  readonly ref?: string
  /** What the gateway was asked. */
  readonly request?: string
  readonly state?: string
  /** An HTTP status. */
  readonly status?: number
  readonly tries?: number
  readonly wasKnown?: boolean
}

/** What Cardfile writes to: the shop's logger behind an allow-list. */
export type Log = Readonly<Record<'info' | 'warn' | 'error', (fields: LogFields, message: string) => void>>

/** Names and numbers: nothing here has room for a body, a header or a sentence that somebody else wrote. */
const name = /^[\w$.:-]{1,120}$/
const SHAPES: Readonly<Record<keyof LogFields, RegExp>> = {
  answer: name,
  as: name,
  at: /^[^\n]{1,600}$/,
  code: name,
  error: name,
  event: name,
  message: /^[^\n]{1,600}$/,
  field: name,
  orderId: name,
  orderStatus: name,
  paymentId: name,
  ref: name,
  request: name,
  state: name,
  status: name,
  tries: name,
  wasKnown: name,
}

/**
 * The shop's logger, given nothing but the fields of the allow-list and never able to fail a payment: a logger that
 * throws is ignored. Called as a method, as pino and console need it.
 */
export function createLog(logger: Logger | undefined): Log {
  const at = (level: keyof Log) => (fields: LogFields, message: string) => {
    try {
      logger?.[level](toAllowed(fields), message)
    } catch {
      // Nobody is left who could be told.
    }
  }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}

function toAllowed(fields: LogFields): Record<string, unknown> {
  const allowed = Object.entries(fields).filter(
    ([key, value]) =>
      isField(key) && ['string', 'number', 'boolean'].includes(typeof value) && SHAPES[key].test(String(value)),
  )
  return Object.fromEntries(allowed)
}

function isField(key: string): key is keyof LogFields {
  return Object.hasOwn(SHAPES, key)
}

const framesKept = 3

/**
 * What may be logged of an error. Its message may quote anything: a query's values, a body that was no JSON, what a
 * wrapper around `fetch` was sending. Only a sentence of our own is kept; of others the name, the code and the place.
 */
export function toLoggable(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = toErrorCode(error)
  const place = toPlace(error)
  return {
    error: error.name,
    ...(code !== undefined && { code }),
    ...(error instanceof SetupError ? { message: error.message } : place !== undefined && { at: place }),
  }
}

/** What the innermost error that has a code calls it: Drizzle and fetch wrap theirs. */
export function toErrorCode(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code
  }
  return undefined
}

/** The nearest frames. None at all when the message could pass itself off as one. */
function toPlace({ stack, message }: Error): string | undefined {
  if (stack === undefined || /^\s+at /m.test(message)) return undefined
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line))
  return frames.length === 0
    ? undefined
    : frames
        .slice(0, framesKept)
        .map((frame) => frame.trim())
        .join(', ')
}
