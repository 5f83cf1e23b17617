const firstLooksMs = [1000, 2000, 3000, 5000, 8000]

/**
 * How long to wait before the next look at something that can still change, in milliseconds: quick at first, then every
 * 10 s, every 30 s in a tab nobody sees.
 */
export function nextLookMs(looksSoFar: number, hidden: boolean): number {
  return hidden ? 30_000 : (firstLooksMs[looksSoFar] ?? 10_000)
}
