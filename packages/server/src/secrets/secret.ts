/** A value that only the gateway or a cipher receives. Printed in any way, it shows `[secret]`. */
export interface Secret {
  /** Returns the value. Call it where the value is used, never where it is passed on. */
  reveal(): string
  toString(): string
  toJSON(): string
}

const masked = () => '[secret]'

/** Wraps a value so that `String`, `JSON.stringify`, template literals and Node's `util.inspect` show `[secret]`. */
export function createSecret(value: string): Secret {
  const secret: Secret = { reveal: () => value, toString: masked, toJSON: masked }
  Object.defineProperty(secret, Symbol.for('nodejs.util.inspect.custom'), { value: masked })
  return secret
}
