import type { Gateway } from './gateway/gateway.ts'
import type { Log } from './log/log.ts'
import type { CardfileOptions } from './options.ts'
import type { KeyRing } from './secrets/key-ring.ts'
import type { Clock } from './store/clock.ts'
import type { Database } from './store/database.ts'

/** The dependencies that every part of the backend shares. Made once, by the first request or by `start()`. */
export interface Context {
  readonly options: CardfileOptions
  readonly database: Database
  readonly clock: Clock
  readonly gateway: Gateway
  readonly keys: KeyRing
  readonly log: Log
  /** Names this database's orders at the gateway, and the merchant that card tokens are sealed for. */
  readonly prefix: string
  /** Continues work after the response was sent. `close()` waits for it. */
  readonly background: (work: Promise<unknown>) => void
}
