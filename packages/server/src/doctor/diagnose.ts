import type { CardfileOptions } from '../options.ts'
import type { Clock } from '../store/clock.ts'
import { checkAddresses } from './check-addresses.ts'
import { checkClocks } from './check-clocks.ts'
import { checkConsent } from './check-consent.ts'
import { checkDatabase } from './check-database.ts'
import { checkGateway } from './check-gateway.ts'
import { checkRehearsalOptions } from './check-rehearsal-options.ts'
import { checkSecrets } from './check-secrets.ts'
import type { Diagnostic } from './diagnostic.ts'
import { type Questionnaire, toQuestionnaire } from './questionnaire.ts'

/** The result of `cardfile doctor`. */
export interface Diagnosis {
  /** False when a diagnostic is an `error`. */
  readonly isFine: boolean
  /** The worst first. */
  readonly diagnostics: readonly Diagnostic[]
  readonly questionnaire: Questionnaire
}

const LEVELS = ['error', 'warning', 'note'] as const

/**
 * Checks everything that can be checked without paying: options, secrets, addresses, database, gateway and clocks.
 * @param isOpen whether this process has the database open.
 */
export async function diagnose(options: CardfileOptions, clock: Clock, isOpen: () => boolean): Promise<Diagnosis> {
  // Keep this before the addresses: a request to `publicUrl` may reach this process, and open the database here.
  const database = await timed(() => checkDatabase(options, clock, isOpen))
  const [addresses, gateway] = await Promise.all([checkAddresses(options), timed(() => checkGateway(options, clock))])
  const clocks = { app: new Date(), database: toPresent(database), gateway: toPresent(gateway) }
  const diagnostics = [
    ...checkSecrets(options),
    ...gateway.diagnostics,
    ...database.diagnostics,
    ...addresses,
    ...checkClocks(clocks),
    ...checkConsent(options),
    ...checkRehearsalOptions(options),
  ].toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))
  return {
    isFine: diagnostics.every(({ level }) => level !== 'error'),
    diagnostics,
    questionnaire: toQuestionnaire(options.cvc),
  }
}

interface Timed {
  readonly now?: Date
  readonly at: number
}

/** Stamps a check with the monotonic time at which it read a clock: the checks end at different times. */
async function timed<T extends { readonly now?: Date }>(check: () => Promise<T>): Promise<T & Timed> {
  return { ...(await check()), at: performance.now() }
}

function toPresent({ now, at }: Timed): Date | undefined {
  return now === undefined ? undefined : new Date(now.getTime() + performance.now() - at)
}
