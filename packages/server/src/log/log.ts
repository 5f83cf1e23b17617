/**
 * A shop's logger, called as `logger.error(fields, message)` with fields that are safe to keep. Both pino and `console`
 * fit.
 */
export interface Logger {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}

/** Every field that a log line may carry beside its message. */
export interface LogFields {
  /** The kind of answer the gateway gave. */
  readonly answer?: string
  /** The decision that `cardfile.resolve()` was given. */
  readonly as?: string
  /** Where an error was thrown: the innermost stack frames. */
  readonly at?: string
  /** The error code of the database or the operating system. */
  readonly code?: string
  /** The name of an error. */
  readonly error?: string
  /** An event's constant id. */
  readonly event?: string
  /** The message of a `SetupError`. */
  readonly message?: string
  /** The path of the first unreadable field in an answer of the gateway. */
  readonly field?: string
  readonly orderId?: string
  /** An order status that this version does not know. */
  readonly orderStatus?: string
  readonly paymentId?: string
  /** The reference that an order was created with. */
  readonly ref?: string
  /** The gateway request that was sent. */
  readonly request?: string
  readonly state?: string
  /** An HTTP status. */
  readonly status?: number
  readonly tries?: number
  readonly wasKnown?: boolean
}

/** Cardfile's own log: the shop's logger behind the allow-list of `LogFields`. */
export type Log = Readonly<Record<keyof Logger, (fields: LogFields, message: string) => void>>

/** Names and numbers: no pattern matches a body, a header or foreign text. */
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
 * Wraps the shop's logger, or does nothing without one. Fields outside the allow-list are dropped, and a logger that
 * throws cannot fail a payment. Calls the logger's methods on the logger itself: pino and console rely on `this`.
 */
export function createLog(logger: Logger | undefined): Log {
  const at = (level: keyof Log) => (fields: LogFields, message: string) => {
    try {
      logger?.[level](toAllowed(fields), message)
    } catch {
      // A logger that throws is ignored.
    }
  }
  return { warn: at('warn'), error: at('error') }
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
