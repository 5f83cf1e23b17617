/** The sandbox's time source. A test passes its own to decide when delays, expiry and webhook retries happen. */
export interface SandboxClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs `run` once after `ms` milliseconds. Returns a function that cancels the timer. */
  setTimer(run: () => void, ms: number): () => void
}

// setTimeout takes a signed 32-bit delay and fires at once beyond it. An expiration_period of P30D exceeds it.
const maxTimerMs = 2 ** 31 - 1

/** The system clock. Its timers do not keep the process alive. */
export const realClock: SandboxClock = {
  now: () => Date.now(),
  setTimer(run, ms) {
    let handle: ReturnType<typeof setTimeout>
    const arm = (leftMs: number) => {
      const stepMs = Math.min(leftMs, maxTimerMs)
      handle = setTimeout(() => (leftMs > stepMs ? arm(leftMs - stepMs) : run()), stepMs)
      if (typeof handle === 'object') handle.unref()
    }
    arm(Math.max(0, ms))
    return () => clearTimeout(handle)
  },
}
