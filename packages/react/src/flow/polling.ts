const firstDelaysMs = [1000, 2000, 3000, 5000, 8000]

/**
 * Delay before the next poll of something that can still change, in milliseconds: short at first, then 10 s, and 30 s in a
 * hidden tab.
 */
export function nextPollMs(pollsSoFar: number, hidden: boolean): number {
  return hidden ? 30_000 : (firstDelaysMs[pollsSoFar] ?? 10_000)
}

/** Resolves after `ms`. */
export function delay(ms: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
