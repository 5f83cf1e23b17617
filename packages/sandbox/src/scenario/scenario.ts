import type { Fault, Operation } from './fault.ts'

/** Headings of the scenario table, by group: the README, the dashboard and the hosted page list them in this order. */
export const SCENARIO_GROUPS = {
  issuer: 'Issuer',
  webhook: 'Webhooks',
  order: 'Orders as the API shows them',
  network: 'Network',
  answer: 'Answers',
} as const

/** Group of the scenario table. */
type ScenarioGroup = keyof typeof SCENARIO_GROUPS

/** A row of the scenario table. */
export interface Scenario {
  readonly id: string
  readonly group: ScenarioGroup
  /** Label in lists, without a full stop. */
  readonly title: string
  /** What happens, in one sentence that is read before choosing the scenario. */
  readonly sentence: string
  /** NN of the amount 6,660.NN (6660NN in minor units) that plays the scenario: two digits no other row has. */
  readonly amountSuffix: string
  readonly fault: Fault
  /** The operations it acts on. Default: the creation of an order. */
  readonly on?: readonly Operation[]
  /** How many of those calls it acts on. Default 1. */
  readonly times?: number
}
