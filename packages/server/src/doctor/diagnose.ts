import type { CardfileOptions } from '../options.ts'
import type { Clock } from '../store/clock.ts'
import { findAddressFaults } from './address-findings.ts'
import { findClockFaults } from './clock-findings.ts'
import { findConsentFaults } from './consent-findings.ts'
import { visitDatabase } from './database-findings.ts'
import type { Finding } from './finding.ts'
import { visitGateway } from './gateway-findings.ts'
import { type Questionnaire, toQuestionnaire } from './questionnaire.ts'
import { findRehearsals } from './rehearsal-findings.ts'
import { findSecretFaults } from './secret-findings.ts'

/** What `cardfile doctor` found out about a shop's wiring. */
export interface Diagnosis {
  /** False when a finding is an `error`. */
  readonly isFine: boolean
  /** The worst first. */
  readonly findings: readonly Finding[]
  readonly questionnaire: Questionnaire
}

const LEVELS = ['error', 'warning', 'note'] as const

/** Looks at everything that can be looked at without paying: options, secret, addresses, database, gateway and clocks. */
export async function diagnose(options: CardfileOptions, clock: Clock, isOpen: () => boolean): Promise<Diagnosis> {
  // Before the address: what answers there may be this process, which opens the database then.
  const database = await timed(() => visitDatabase(options, clock, isOpen))
  const [addresses, gateway] = await Promise.all([
    findAddressFaults(options),
    timed(() => visitGateway(options, clock)),
  ])
  const clocks = { app: new Date(), database: toPresent(database), gateway: toPresent(gateway) }
  const findings = [
    ...findSecretFaults(options),
    ...gateway.findings,
    ...database.findings,
    ...addresses,
    ...findClockFaults(clocks),
    ...findConsentFaults(options),
    ...findRehearsals(options),
  ].toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))
  return {
    isFine: findings.every(({ level }) => level !== 'error'),
    findings,
    questionnaire: toQuestionnaire(options.cvc),
  }
}

interface Timed {
  readonly now?: Date
  readonly at: number
}

/** Remembers when a clock was read, by a clock that nobody sets: the visits end at different times. */
async function timed<T extends { readonly now?: Date }>(visit: () => Promise<T>): Promise<T & Timed> {
  return { ...(await visit()), at: performance.now() }
}

function toPresent({ now, at }: Timed): Date | undefined {
  return now === undefined ? undefined : new Date(now.getTime() + performance.now() - at)
}
