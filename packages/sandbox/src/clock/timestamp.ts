/** Microseconds since 1970: what the gateway's timestamps resolve to, and still an exact integer for 250 years. */
export type Micros = number

/** Writes a moment the way the gateway does: microseconds and a numeric offset (Cost+ API reference, Get an order). */
export function toTimestamp(at: Micros): string {
  const iso = new Date(Math.floor(at / 1000)).toISOString()
  return `${iso.slice(0, 23)}${String(at % 1000).padStart(3, '0')}+00:00`
}

/** Makes a source of moments that never repeats one, so that orders created in one millisecond keep their order. */
export function createStamps(nowMs: () => number): () => Micros {
  let last = 0
  return () => (last = Math.max(last + 1, Math.floor(nowMs()) * 1000))
}

const dateTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/i

/**
 * Reads an ISO 8601 date-time; one without an offset is UTC. A space stands for the `+` that form decoding made of it,
 * because clients put the gateway's own timestamps into a query string unescaped.
 */
export function parseTimestamp(text: string): Micros | undefined {
  const repaired = text.replace(/ (\d{2}:?\d{2})$/, '+$1')
  if (!dateTime.test(repaired)) return undefined
  const [, fraction = ''] = /\.(\d+)/.exec(repaired) ?? []
  const withoutFraction = repaired.replace(/\.\d+/, '').replace(' ', 'T')
  const ms = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/i.test(withoutFraction) ? withoutFraction : `${withoutFraction}Z`)
  return Number.isNaN(ms) ? undefined : ms * 1000 + Math.floor(Number(`0.${fraction || '0'}`) * 1_000_000)
}
