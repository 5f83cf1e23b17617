import { parse, toSeconds } from 'iso8601-duration'

// The gateway documents no upper limit; ten years keeps every deadline a date that JavaScript can hold.
const longestMs = 10 * 365 * 24 * 3600 * 1000

/** Length of an ISO 8601 duration such as `PT30M` or `P0Y0M0DT0H15M0S` in milliseconds, undefined when it is not one. */
export function parseDuration(text: string, fromMs: number): number | undefined {
  // The library looks for a duration anywhere in the text.
  if (text.length > 64 || !/^P[\dYMWDTHS.]+$/.test(text)) return undefined
  try {
    const ms = toSeconds(parse(text), new Date(fromMs)) * 1000
    return Number.isFinite(ms) && ms > 0 && ms <= longestMs ? ms : undefined
  } catch {
    return undefined
  }
}
