/** Microseconds since 1970, the resolution of the gateway's timestamps. An exact integer until the year 2255. */
export type Micros = number

/** Formats a time as the gateway does: microseconds and a numeric offset (Cost+ API reference, Get an order). */
export function toTimestamp(at: Micros): string {
  const iso = new Date(Math.floor(at / 1000)).toISOString()
  return `${iso.slice(0, 23)}${String(at % 1000).padStart(3, '0')}+00:00`
}

/** Creates a source of strictly increasing timestamps, so that orders created in the same millisecond stay in order. */
export function createTimestamps(nowMs: () => number): () => Micros {
  let last = 0
  return () => (last = Math.max(last + 1, Math.floor(nowMs()) * 1000))
}

const dateTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/i

/**
 * Parses an ISO 8601 date-time. Without an offset it is UTC. A space before the offset is read as `+`: clients put the
 * gateway's own timestamps into a query string unescaped, and form decoding turns the `+` into a space.
 */
export function parseTimestamp(text: string): Micros | undefined {
  const unescaped = text.replace(/ (\d{2}:?\d{2})$/, '+$1')
  if (!dateTime.test(unescaped)) return undefined
  const [, fraction = ''] = /\.(\d+)/.exec(unescaped) ?? []
  const withoutFraction = unescaped.replace(/\.\d+/, '').replace(' ', 'T')
  const ms = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/i.test(withoutFraction) ? withoutFraction : `${withoutFraction}Z`)
  return Number.isNaN(ms) ? undefined : ms * 1000 + Math.floor(Number(`0.${fraction || '0'}`) * 1_000_000)
}
