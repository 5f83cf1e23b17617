import type { Run } from './model-run.ts'

/** A row of the sandbox's scenario table, or a fault of one's own. */
export type Scenario = Parameters<Run['proving']['shop']['sandbox']['script']>[0]

/** What goes wrong with the next order, in the sandbox's own words. None of it breaks what is assumed of the gateway. */
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

/** What goes wrong with later calls: reads, lists, cancels. */
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

/** As late as the gateway is assumed to be at most: looks in between find nothing, and must not believe it. */
export const justInTime: Scenario = { commit: { afterMs: 100_000 }, answer: { kind: 'reset', when: 'before' } }

/** Longer than the horizon: by then the customer has been told to pay again. */
export const tooLate: Scenario = { commit: { afterMs: 20 * 60_000 }, answer: { kind: 'reset', when: 'before' } }
