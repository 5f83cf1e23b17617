import { OPEN_STATES, PAYMENT_STATES, type PaymentState, UNPAID_STATES } from '../../src/state-machine/payment-state.ts'
import type { Evidence, PaymentFacts } from '../../src/state-machine/evidence.ts'
import { transition } from '../../src/state-machine/transition.ts'

/** A move from one state to another, and the evidence that makes it. */
export interface Edge {
  readonly from: PaymentState
  readonly to: PaymentState
  readonly because: readonly string[]
}

type OrderEvidence = Extract<Evidence, { kind: 'order' }>

const fetched = (status: OrderEvidence['status'], hasAddress = false): Evidence => ({
  kind: 'order',
  fetched: true,
  status,
  hasAddress,
})

/** The label of every evidence in the diagram. A missing kind does not compile. */
const EVIDENCE: Readonly<Record<Evidence['kind'], readonly (readonly [string, Evidence])[]>> = {
  order: [
    ['completed', fetched('completed')],
    ['completed, not fetched yet', { kind: 'order', fetched: false, status: 'completed', hasAddress: false }],
    ['new, with an address', fetched('new', true)],
    ['new, no address', fetched('new')],
    ['processing', fetched('processing')],
    ['unrecognised', fetched('unrecognised')],
    ['error', fetched('error')],
    ['cancelled', fetched('cancelled')],
    ['expired', fetched('expired')],
  ],
  'wrong-order': [
    ['wrong order, paid', { kind: 'wrong-order', isPaid: true }],
    ['wrong order', { kind: 'wrong-order', isPaid: false }],
  ],
  'not-sent': [['not sent', { kind: 'not-sent' }]],
  rejected: [['rejected', { kind: 'rejected' }]],
  'no-answer': [['no answer', { kind: 'no-answer' }]],
  'sender-gone': [['sender gone', { kind: 'sender-gone' }]],
  absent: [['absent after the horizon', { kind: 'absent' }]],
  'give-up': [['given up', { kind: 'give-up' }]],
  decided: [
    ['decided as paid', { kind: 'decided', outcome: 'paid' }],
    ['decided as unpaid', { kind: 'decided', outcome: 'unpaid' }],
  ],
  unclosable: [['cannot be cancelled', { kind: 'unclosable' }]],
}

type Circumstance = Omit<PaymentFacts, 'state'>

/** The facts that a move depends on, besides state and evidence. */
const CIRCUMSTANCES: readonly Circumstance[] = (['hosted', 'one_click'] as const).flatMap((kind) =>
  [false, true].flatMap((wasDeclined) =>
    [false, true].map((isCheckoutPaid) => ({ kind, wasDeclined, isCheckoutPaid })),
  ),
)

/** Every move of the transition, found by calling it with every combination. */
export function findEdges(): Edge[] {
  return PAYMENT_STATES.flatMap((from) =>
    PAYMENT_STATES.flatMap((to) => {
      if (to === from) return []
      const because = Object.values(EVIDENCE).flatMap((known) =>
        known.flatMap(([name, evidence]) => {
          const when = CIRCUMSTANCES.filter((each) => transition({ ...each, state: from }, evidence) === to)
          return when.length === 0 ? [] : [[name, ...toConditions(when)].join(', ')]
        }),
      )
      return because.length === 0 ? [] : [{ from, to, because }]
    }),
  )
}

/** The labels of the conditions that all of these circumstances share. */
function toConditions(when: readonly Circumstance[]): string[] {
  return [
    ...(when.every(({ kind }) => kind === 'hosted') ? ['hosted page'] : []),
    ...(when.every(({ kind }) => kind === 'one_click') ? ['saved card'] : []),
    ...(when.every(({ wasDeclined }) => wasDeclined) ? ['declined before'] : []),
    ...(when.every(({ isCheckoutPaid }) => isCheckoutPaid) ? ['checkout paid already'] : []),
  ]
}

/** States that the diagram draws as one where they all make the same move. */
export const GROUPS: Readonly<Record<string, readonly PaymentState[]>> = {
  any_open: OPEN_STATES,
  any_unpaid: UNPAID_STATES,
}

/** The edges as lines of Mermaid. A move that every state of a group makes for the same reasons is drawn once. */
export function drawEdges(edges: readonly Edge[]): { readonly single: string[]; readonly grouped: string[] } {
  const isSame = (edge: Edge, from: PaymentState, to: PaymentState) =>
    edges.some((other) => other.from === from && other.to === to && toLabel(other) === toLabel(edge))
  const groupOf = (edge: Edge) =>
    Object.entries(GROUPS).find(
      ([, states]) => states.includes(edge.from) && states.every((from) => isSame(edge, from, edge.to)),
    )?.[0]
  const single: string[] = []
  const grouped = new Set<string>()
  for (const edge of edges) {
    const group = groupOf(edge)
    if (group === undefined) single.push(toLine(edge.from, edge))
    else grouped.add(toLine(group, edge))
  }
  return { single, grouped: [...grouped] }
}

function toLine(from: string, edge: Edge): string {
  return `    ${from} --> ${edge.to}: ${toLabel(edge)}`
}

function toLabel({ because }: Edge): string {
  return because.join(' / ')
}
