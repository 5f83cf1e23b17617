import { ANSWER_SCENARIOS } from './answer-scenarios.ts'
import { CARD_SCENARIOS } from './issuer-scenarios.ts'
import { CONNECTION_SCENARIOS } from './network-scenarios.ts'
import type { Scenario } from './fault.ts'
import { RECORD_SCENARIOS } from './order-scenarios.ts'
import { WEBHOOK_SCENARIOS } from './webhook-scenarios.ts'

const rows = [
  ...CARD_SCENARIOS,
  ...WEBHOOK_SCENARIOS,
  ...RECORD_SCENARIOS,
  ...CONNECTION_SCENARIOS,
  ...ANSWER_SCENARIOS,
] as const

/** Name of a row of the scenario table. */
export type ScenarioId = (typeof rows)[number]['id']

/** Everything that can be rehearsed: in process with `sandbox.script`, over `/_sandbox/scripts`, by amount, by a click. */
export const SCENARIOS: readonly (Scenario & { readonly id: ScenarioId })[] = rows

const byId = new Map<string, Scenario>(SCENARIOS.map((scenario) => [scenario.id, scenario]))
const byMagic = new Map<string, Scenario>(SCENARIOS.map((scenario) => [scenario.magic, scenario]))

/** Finds a row by its name. */
export const findScenario = (id: string): Scenario | undefined => byId.get(id)

/** Finds the row that an order's amount asks for: 6660NN in minor units, so 6,660.51 is decline-51. */
export function scenarioOfAmount(amount: number): Scenario | undefined {
  const digits = String(amount)
  return /^6660\d\d$/.test(digits) ? byMagic.get(digits.slice(4)) : undefined
}

/** The amount, in minor units, that plays a scenario. */
export const amountOfScenario = (scenario: Scenario): number => Number(`6660${scenario.magic}`)

/** Whether a scenario can be chosen on the hosted page, where the order exists already. */
export function isForHostedPage({ fault, on }: Scenario): boolean {
  const { issuer, vault, webhooks, shows } = fault
  return on === undefined && (issuer ?? vault ?? webhooks ?? shows) !== undefined && vault !== 'unknown-token-is-400'
}
