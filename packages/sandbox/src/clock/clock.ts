/** Time as the sandbox sees it. Give your own to make delays, expiry and webhook retries happen when a test says so. */
export interface SandboxClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs `run` once after `ms` milliseconds; the answer cancels it. */
  setTimer(run: () => void, ms: number): () => void
}

// setTimeout takes a signed 32-bit delay and fires at once beyond it; an expiration_period of P30D is longer than that.
const longestTimerMs = 2 ** 31 - 1

/** The computer's own time. Its timers never keep a process alive. */
export const realClock: SandboxClock = {
  now: () => Date.now(),
  setTimer(run, ms) {
    let handle: ReturnType<typeof setTimeout>
    const arm = (leftMs: number) => {
      const stepMs = Math.min(leftMs, longestTimerMs)
      handle = setTimeout(() => (leftMs > stepMs ? arm(leftMs - stepMs) : run()), stepMs)
      if (typeof handle === 'object') handle.unref()
    }
    arm(Math.max(0, ms))
    return () => clearTimeout(handle)
  },
}
