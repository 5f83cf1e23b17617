import type { SandboxClock } from '../clock/clock.ts'
import type { SandboxSettings } from '../project/settings.ts'
import type { Changes, SandboxState } from '../store/store.ts'

/** How a sandbox is set up. Every option has a default. */
export interface SandboxOptions {
  /** The API key that calls must carry. Default `test_sandbox`. */
  readonly apiKey?: string
  /** Origin under which browsers reach the hosted pages. Default `http://sandbox.test`. */
  readonly url?: string
  /**
   * Builds hosted page URLs from the origin of the request when that is a loopback address. To a client that compares
   * origins, `localhost` and `127.0.0.1` are two. Default false.
   */
  readonly followsLoopback?: boolean
  /** Default: the system clock. */
  readonly clock?: SandboxClock
  /** Multiplies every delay, lifetime and schedule: 0.05 makes two minutes six seconds. Default 1. */
  readonly timeScale?: number
  /** Generates UUIDs. Default: random ones. */
  readonly newId?: () => string
  /** Sends webhooks. Default: `globalThis.fetch`. */
  readonly fetch?: typeof fetch
  /** How many orders, and how many saved cards, to keep. The oldest are dropped. Default 20,000. */
  readonly maxOrders?: number
  readonly settings?: Partial<SandboxSettings>
  /** The state of another sandbox, to continue from. */
  readonly state?: SandboxState
  /** Called with every change before its call is answered. The answer waits for the promise. */
  readonly onChange?: (changes: Changes) => void | Promise<void>
  /** Called by a reset. */
  readonly onReset?: () => void
}
