import { parse, toSeconds } from 'iso8601-duration'

// The gateway documents no upper limit. Ten years keeps every deadline within what a JavaScript Date can hold.
const maxMs = 10 * 365 * 24 * 3600 * 1000

/** Parses an ISO 8601 duration, such as `PT30M` or `P0Y0M0DT0H15M0S`, to milliseconds. Undefined when it is invalid. */
export function parseDuration(text: string, fromMs: number): number | undefined {
  // The library accepts a duration anywhere in the text.
  if (text.length > 64 || !/^P[\dYMWDTHS.]+$/.test(text)) return undefined
  try {
    const ms = toSeconds(parse(text), new Date(fromMs)) * 1000
    return Number.isFinite(ms) && ms > 0 && ms <= maxMs ? ms : undefined
  } catch {
    return undefined
  }
}
