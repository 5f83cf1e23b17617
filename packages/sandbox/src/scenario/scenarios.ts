import { ANSWER_SCENARIOS } from './answer-scenarios.ts'
import { ISSUER_SCENARIOS } from './issuer-scenarios.ts'
import { NETWORK_SCENARIOS } from './network-scenarios.ts'
import { ORDER_SCENARIOS } from './order-scenarios.ts'
import type { Scenario } from './scenario.ts'
import { WEBHOOK_SCENARIOS } from './webhook-scenarios.ts'

const rows = [
  ...ISSUER_SCENARIOS,
  ...WEBHOOK_SCENARIOS,
  ...ORDER_SCENARIOS,
  ...NETWORK_SCENARIOS,
  ...ANSWER_SCENARIOS,
] as const

/** Id of a scenario. */
export type ScenarioId = (typeof rows)[number]['id']

/** Every scenario. Played by `sandbox.script`, by `POST /_sandbox/scripts`, by its amount, or by a click on a page. */
export const SCENARIOS: readonly (Scenario & { readonly id: ScenarioId })[] = rows

const byId = new Map<string, Scenario>(SCENARIOS.map((scenario) => [scenario.id, scenario]))
const byAmountSuffix = new Map<string, Scenario>(SCENARIOS.map((scenario) => [scenario.amountSuffix, scenario]))

/** Finds a scenario by id. */
export const findScenario = (id: string): Scenario | undefined => byId.get(id)

/** Finds the scenario that an amount plays: 6660NN in minor units, so 6,660.51 is `decline-51`. */
export function scenarioOfAmount(amount: number): Scenario | undefined {
  const digits = String(amount)
  return /^6660\d\d$/.test(digits) ? byAmountSuffix.get(digits.slice(4)) : undefined
}

/** The amount, in minor units, that plays a scenario. */
export const amountOfScenario = (scenario: Scenario): number => Number(`6660${scenario.amountSuffix}`)

/** Whether a scenario can be chosen on the hosted page, where the order already exists. */
export function isForHostedPage({ fault, on }: Scenario): boolean {
  const { issuer, vault, webhooks, shows } = fault
  return on === undefined && (issuer ?? vault ?? webhooks ?? shows) !== undefined && vault !== 'unknown-token-is-400'
}
