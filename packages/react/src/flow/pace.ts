const firstLooksMs = [1000, 2000, 3000, 5000, 8000]

/**
 * How long to wait before the next look at something that can still change, in milliseconds: quick at first, then every
 * 10 s, every 30 s in a tab nobody sees.
 */
export function nextLookMs(looksSoFar: number, hidden: boolean): number {
  return hidden ? 30_000 : (firstLooksMs[looksSoFar] ?? 10_000)
}

/** How long a press waits for its own answer before the checkout is looked at as well. */
export const overdueAfterMs = 10_000

/** How long after a press an answer may still show before the customer is told that the shop could not be reached. */
export const giveUpAfterMs = 30_000

/** How long a navigation may take before its button works again. */
export const leavingForMs = 10_000
