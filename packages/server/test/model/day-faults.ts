import type { ModelRun } from './model-run.ts'

/** The id of a sandbox scenario, or a custom fault. */
export type Scenario = Parameters<ModelRun['harness']['shop']['sandbox']['script']>[0]

/** Sandbox scenarios for the next order. None of them breaks an assumption about the gateway. */
export const ORDER_FAULTS = [
  'reset-charged',
  'reset-not-charged',
  'reset-mid-answer',
  'hang-charged',
  'hang-not-charged',
  'commit-late',
  'commit-after',
  'truncated',
  'status-400',
  'status-429',
  'status-500',
  'status-500-charged',
  'status-504-charged',
  'step-up',
  'slow-approve',
  'slow-decline',
  'silence',
  'decline-51',
  'wrong-amount',
  'list-lag',
  'read-lag',
  'status-backwards',
  'webhook-lost',
  'webhook-repeated',
  'webhook-reordered',
  'webhook-delayed',
  'webhook-early',
  'webhook-forged',
] as const satisfies readonly Scenario[]

/** Sandbox scenarios for later calls: reads, lists, cancels. */
export const LATER_FAULTS = [
  'read-500',
  'read-reset',
  'read-hangs',
  'list-500',
  'list-truncated',
  'cancel-lost',
  'cancel-500',
  'cancel-refused',
] as const satisfies readonly Scenario[]

/** Within the latest time that is assumed: polls before it find no order, and must not conclude that there is none. */
export const justInTime: Scenario = { commit: { afterMs: 100_000 }, answer: { kind: 'reset', when: 'before' } }

/** After the absence horizon, when the customer may already have paid again. */
export const tooLate: Scenario = { commit: { afterMs: 20 * 60_000 }, answer: { kind: 'reset', when: 'before' } }
