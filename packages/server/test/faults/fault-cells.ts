import { type Fault, SCENARIOS } from '@cardfile/sandbox'

/** The calls of Cardfile, by their names in the gateway's documentation. */
export const GATEWAY_CALLS = ['createOrder', 'getOrder', 'listOrders', 'cancelOrder'] as const
export type GatewayCall = (typeof GATEWAY_CALLS)[number]

/** Which calls of its kind a fault applies to: one of them, or several in a row before the gateway recovers. */
export const OCCURRENCES = ['first', 'second', 'repeated'] as const
type Occurrence = (typeof OCCURRENCES)[number]

/** The situation that makes Cardfile call the gateway. */
type Trigger = 'saved card' | 'new card' | 'answer lost, charged' | 'answer lost, never made'

/** Two triggers of each call. Cardfile lists orders only when the answer to a charge was lost. */
export const TRIGGERS: Readonly<Record<GatewayCall, readonly [Trigger, Trigger]>> = {
  createOrder: ['saved card', 'new card'],
  getOrder: ['saved card', 'new card'],
  listOrders: ['answer lost, charged', 'answer lost, never made'],
  cancelOrder: ['saved card', 'new card'],
}

/** One fault at one occurrence of one call, with one trigger. */
export interface Cell {
  readonly name: string
  /** Ids of the sandbox scenarios that amount to this fault at this call. */
  readonly scenarios: readonly string[]
  readonly call: GatewayCall
  readonly trigger: Trigger
  readonly occurrence: Occurrence
  readonly fault: Fault
}

/** The parts of a fault that affect a call. The others affect how a new order behaves. */
const PARTS: Readonly<Record<GatewayCall, readonly (keyof Fault)[]>> = {
  createOrder: [
    'commit',
    'answer',
    'delayMs',
    'issuer',
    'vault',
    'webhooks',
    'shows',
    'listLagMs',
    'readLagMs',
    'retryAddsTransaction',
  ],
  getOrder: ['answer', 'delayMs', 'shows'],
  listOrders: ['answer', 'delayMs', 'list', 'shows'],
  cancelOrder: ['commit', 'answer', 'delayMs'],
}

/** The sandbox's scenarios as faults at one call. Scenarios that are equal there become one fault with several ids. */
export function faultsAt(call: GatewayCall): { readonly fault: Fault; readonly scenarios: string[] }[] {
  const found = new Map<string, { fault: Fault; scenarios: string[] }>()
  for (const { id, fault, on } of SCENARIOS) {
    // A scenario that names a call applies to a call after the order's creation.
    if (call === 'createOrder' && on !== undefined) continue
    const shown = Object.fromEntries(Object.entries(fault).filter(([part]) => PARTS[call].some((own) => own === part)))
    if (Object.keys(shown).length === 0) continue
    const key = JSON.stringify(shown)
    const known = found.get(key)
    if (known === undefined) found.set(key, { fault: shown, scenarios: [id] })
    else known.scenarios.push(id)
  }
  return [...found.values()]
}

/** A cell for every combination of call, fault, trigger and occurrence. */
export function allCells(): Cell[] {
  return GATEWAY_CALLS.flatMap((call) =>
    faultsAt(call).flatMap(({ fault, scenarios }) =>
      TRIGGERS[call].flatMap((trigger) =>
        OCCURRENCES.map((occurrence) => toCell({ call, trigger, occurrence, fault, scenarios })),
      ),
    ),
  )
}

/** Cells in which the answer to a charge ends after every `step` bytes, as a complete HTTP message or by a reset. */
export function brokenAnswers(length: number, step: number): Cell[] {
  const at = { call: 'createOrder', trigger: 'saved card', occurrence: 'first' } as const
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step).flatMap((bytes) => [
    toCell({ ...at, fault: { answer: { kind: 'truncate', bytes } }, scenarios: [`cut after ${bytes} bytes`] }),
    toCell({ ...at, fault: { answer: { kind: 'reset', when: bytes } }, scenarios: [`reset after ${bytes} bytes`] }),
  ])
}

function toCell(cell: Omit<Cell, 'name'>): Cell {
  return { ...cell, name: `${cell.scenarios[0] ?? ''} at ${cell.call}, ${cell.trigger}, ${cell.occurrence}` }
}

/** Number of calls that a repeated fault applies to. */
const repetitions = 4

/** The fault at the n-th call of a kind, counted from one. Undefined where the gateway behaves. */
export function faultAt({ call, trigger, occurrence, fault }: Cell, at: GatewayCall, n: number): Fault | undefined {
  const applies = at === call && (occurrence === 'repeated' ? n <= repetitions : n === (occurrence === 'first' ? 1 : 2))
  const setting = settingOf({ call, trigger, occurrence }, at, n)
  return applies ? { ...setting, ...fault } : setting
}

/** The setting that triggers the faulty call, or a second one where the second is to fail. */
function settingOf(
  { call, trigger, occurrence }: Pick<Cell, 'call' | 'trigger' | 'occurrence'>,
  at: GatewayCall,
  n: number,
): Fault | undefined {
  if (at === 'cancelOrder' && call === 'cancelOrder' && occurrence === 'second' && n === 1) {
    return { commit: 'never', answer: { kind: 'status', status: 500 } }
  }
  if (at !== 'createOrder') return undefined
  switch (call) {
    case 'createOrder':
      // The first order is declined, so that the customer creates a second.
      return n === 1 && occurrence === 'second' && trigger === 'saved card'
        ? { issuer: { kind: 'decline', reason: '05' } }
        : undefined
    case 'getOrder':
      return { issuer: { kind: 'slow', ms: 20_000, outcome: 'approve' } }
    case 'listOrders':
      if (n > 1) return undefined
      return trigger === 'answer lost, charged'
        ? { commit: 'before', answer: { kind: 'reset', when: 'before' }, webhooks: { kind: 'lost' }, listLagMs: 60_000 }
        : { commit: 'never', answer: { kind: 'reset', when: 'before' } }
    case 'cancelOrder':
      return n === 1 && trigger === 'saved card' ? { issuer: { kind: 'decline', reason: '05' } } : undefined
    default:
      return call satisfies never
  }
}
