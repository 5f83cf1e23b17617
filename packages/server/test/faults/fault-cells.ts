import { type Fault, SCENARIOS } from '@cardfile/sandbox'

/** The calls Cardfile makes, by the names the gateway's documentation gives them. */
export const GATEWAY_CALLS = ['createOrder', 'getOrder', 'listOrders', 'cancelOrder'] as const
export type GatewayCall = (typeof GATEWAY_CALLS)[number]

/** Which calls of its kind a fault strikes: one of them, or each for a while before the gateway is well again. */
export const POSITIONS = ['first', 'second', 'while'] as const
type Position = (typeof POSITIONS)[number]

/** How the customer comes to make Cardfile call. */
type Way = 'saved card' | 'new card' | 'answer lost, charged' | 'answer lost, never made'

/** The two ways to each call. An order is only ever looked for in lists when the answer to its charge was lost. */
export const WAYS: Readonly<Record<GatewayCall, readonly [Way, Way]>> = {
  createOrder: ['saved card', 'new card'],
  getOrder: ['saved card', 'new card'],
  listOrders: ['answer lost, charged', 'answer lost, never made'],
  cancelOrder: ['saved card', 'new card'],
}

/** One fault at one call, in one position, on one way there. */
export interface Cell {
  readonly name: string
  /** The rows of the sandbox's table that come to this fault at this call. */
  readonly scenarios: readonly string[]
  readonly call: GatewayCall
  readonly way: Way
  readonly position: Position
  readonly fault: Fault
}

/** What of a fault can show at a call: the rest says how a new order behaves. */
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

/** The sandbox's table as faults at one call. Rows that come to the same there are one fault with several names. */
export function faultsAt(call: GatewayCall): { readonly fault: Fault; readonly scenarios: string[] }[] {
  const found = new Map<string, { fault: Fault; scenarios: string[] }>()
  for (const { id, fault, on } of SCENARIOS) {
    // Rows that name a call are about a later one than the order's creation.
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

/** Every call, fault, way and position. */
export function allCells(): Cell[] {
  return GATEWAY_CALLS.flatMap((call) =>
    faultsAt(call).flatMap(({ fault, scenarios }) =>
      WAYS[call].flatMap((way) => POSITIONS.map((position) => toCell({ call, way, position, fault, scenarios }))),
    ),
  )
}

/** Answers to the charge that break off after every so many bytes: whole for HTTP, or not. */
export function brokenAnswers(length: number, step: number): Cell[] {
  const at = { call: 'createOrder', way: 'saved card', position: 'first' } as const
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step).flatMap((bytes) => [
    toCell({ ...at, fault: { answer: { kind: 'truncate', bytes } }, scenarios: [`cut after ${bytes} bytes`] }),
    toCell({ ...at, fault: { answer: { kind: 'reset', when: bytes } }, scenarios: [`reset after ${bytes} bytes`] }),
  ])
}

function toCell(cell: Omit<Cell, 'name'>): Cell {
  return { ...cell, name: `${cell.scenarios[0] ?? ''} at ${cell.call}, ${cell.way}, ${cell.position}` }
}

/** For how many calls of a kind "a while" lasts. */
const whileCalls = 4

/** The fault at the n-th call of a kind, counted from one; undefined where the gateway is well. */
export function faultAt({ call, way, position, fault }: Cell, at: GatewayCall, n: number): Fault | undefined {
  const isStruck = at === call && (position === 'while' ? n <= whileCalls : n === (position === 'first' ? 1 : 2))
  const setting = settingOf({ call, way, position }, at, n)
  return isStruck ? { ...setting, ...fault } : setting
}

/** What brings the faulty call about, and a second one of its kind where that is the one to strike. */
function settingOf(
  { call, way, position }: Pick<Cell, 'call' | 'way' | 'position'>,
  at: GatewayCall,
  n: number,
): Fault | undefined {
  if (at === 'cancelOrder' && call === 'cancelOrder' && position === 'second' && n === 1) {
    return { commit: 'never', answer: { kind: 'status', status: 500 } }
  }
  if (at !== 'createOrder') return undefined
  switch (call) {
    case 'createOrder':
      // A decline first, so that there is a second order.
      return n === 1 && position === 'second' && way === 'saved card'
        ? { issuer: { kind: 'decline', reason: '05' } }
        : undefined
    case 'getOrder':
      return { issuer: { kind: 'slow', ms: 20_000, outcome: 'approve' } }
    case 'listOrders':
      if (n > 1) return undefined
      return way === 'answer lost, charged'
        ? { commit: 'before', answer: { kind: 'reset', when: 'before' }, webhooks: { kind: 'lost' }, listLagMs: 60_000 }
        : { commit: 'never', answer: { kind: 'reset', when: 'before' } }
    case 'cancelOrder':
      return n === 1 && way === 'saved card' ? { issuer: { kind: 'decline', reason: '05' } } : undefined
    default:
      return call satisfies never
  }
}
