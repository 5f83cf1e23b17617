/** How long a press waits to be carried out. One that came later would charge a customer who has given up. */
const carriedOutWithinMs = 10_000

/** Whether a press of that moment may still be carried out. */
export const isInTime = (pressedAt: number) => Date.now() - pressedAt <= carriedOutWithinMs

/** What a press waits for, or undefined when it cannot be had, or not in time. */
export async function inTime<T>(load: () => Promise<T>): Promise<T | undefined> {
  const pressedAt = Date.now()
  const arrived = await Promise.race([load().catch(() => undefined), pause(carriedOutWithinMs)])
  // A page that slept in between has a timer that is late itself.
  return isInTime(pressedAt) ? arrived : undefined
}

/** Resolves after `ms`. */
export function pause(ms: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
