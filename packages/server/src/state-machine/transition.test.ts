import { expect, it } from 'vitest'
import type { Evidence } from './evidence.ts'
import { PAYMENT_STATES, type PaymentKind, type PaymentState } from './payment-state.ts'
import { transition } from './transition.ts'

type Row = Readonly<Record<PaymentState, PaymentState>>

const order = (
  status: Extract<Evidence, { kind: 'order' }>['status'],
  hasAddress = false,
  fetched = true,
): Evidence => ({
  kind: 'order',
  fetched,
  status,
  hasAddress,
})

/** Every state unchanged: a state that a row does not name stays. */
const stays: Row = {
  submitting: 'submitting',
  unknown: 'unknown',
  awaiting_customer: 'awaiting_customer',
  processing: 'processing',
  gateway_error: 'gateway_error',
  closing: 'closing',
  rejected: 'rejected',
  declined: 'declined',
  cancelled: 'cancelled',
  expired: 'expired',
  not_found: 'not_found',
  abandoned: 'abandoned',
  succeeded: 'succeeded',
  surplus: 'surplus',
  review: 'review',
}

const settled = { succeeded: 'succeeded', surplus: 'surplus', review: 'review' } as const

function everyOpen(state: PaymentState): Partial<Row> {
  return {
    submitting: state,
    unknown: state,
    awaiting_customer: state,
    processing: state,
    gateway_error: state,
    closing: state,
  }
}

function everyUnsettled(state: PaymentState): Row {
  return {
    ...stays,
    ...everyOpen(state),
    rejected: state,
    declined: state,
    cancelled: state,
    expired: state,
    not_found: state,
    abandoned: state,
    ...settled,
  }
}

/** Every evidence, and the state it leads to from every state, by the payment's kind. */
const table: readonly {
  readonly name: string
  readonly evidence: Evidence
  readonly hosted: Row
  readonly one_click: Row
  readonly wasDeclined?: boolean
  readonly isCheckoutPaid?: boolean
}[] = [
  ...[true, false].map((hasAddress) => ({
    name: `fetched completed, ${hasAddress ? 'with' : 'without'} an address`,
    evidence: order('completed', hasAddress),
    hosted: everyUnsettled('succeeded'),
    one_click: everyUnsettled('succeeded'),
  })),
  {
    name: 'fetched completed on a checkout that another payment paid',
    evidence: order('completed'),
    isCheckoutPaid: true,
    hosted: everyUnsettled('surplus'),
    one_click: everyUnsettled('surplus'),
  },
  {
    name: 'completed in the answer to the POST, not fetched yet',
    evidence: order('completed', false, false),
    hosted: { ...stays, ...everyOpen('processing') },
    one_click: { ...stays, ...everyOpen('processing') },
  },
  {
    name: 'new with an address',
    evidence: order('new', true),
    hosted: { ...stays, ...everyOpen('awaiting_customer'), closing: 'closing' },
    one_click: { ...stays, ...everyOpen('awaiting_customer'), closing: 'closing' },
  },
  {
    name: 'new without an address',
    evidence: order('new'),
    hosted: { ...stays, ...everyOpen('processing'), closing: 'closing' },
    one_click: { ...stays, ...everyOpen('processing'), closing: 'closing' },
  },
  ...(['processing', 'unrecognised'] as const).map((status) => ({
    name: status,
    evidence: order(status),
    hosted: { ...stays, ...everyOpen('processing'), closing: 'closing' } as const,
    one_click: { ...stays, ...everyOpen('processing'), closing: 'closing' } as const,
  })),
  {
    name: 'error, which is not final',
    evidence: order('error'),
    hosted: { ...stays, ...everyOpen('gateway_error'), closing: 'closing' },
    one_click: { ...stays, ...everyOpen('gateway_error'), closing: 'closing' },
  },
  {
    name: 'cancelled',
    evidence: order('cancelled'),
    hosted: { ...stays, ...everyOpen('cancelled') },
    one_click: { ...stays, ...everyOpen('cancelled') },
  },
  {
    name: 'cancelled after a decline',
    evidence: order('cancelled'),
    wasDeclined: true,
    hosted: { ...stays, ...everyOpen('cancelled') },
    one_click: { ...stays, ...everyOpen('declined') },
  },
  {
    name: 'expired',
    evidence: order('expired'),
    hosted: { ...stays, ...everyOpen('expired') },
    one_click: { ...stays, ...everyOpen('expired') },
  },
  {
    name: 'expired after a decline',
    evidence: order('expired'),
    wasDeclined: true,
    hosted: { ...stays, ...everyOpen('expired') },
    one_click: { ...stays, ...everyOpen('declined') },
  },
  {
    name: 'a wrong order that is paid',
    evidence: { kind: 'wrong-order', isPaid: true },
    hosted: everyUnsettled('review'),
    one_click: everyUnsettled('review'),
  },
  {
    name: 'a wrong order that is not paid',
    evidence: { kind: 'wrong-order', isPaid: false },
    hosted: { ...stays, ...everyOpen('review') },
    one_click: { ...stays, ...everyOpen('review') },
  },
  ...(['not-sent', 'rejected'] as const).map((kind) => ({
    name: kind,
    evidence: { kind },
    hosted: { ...stays, submitting: 'rejected' } as const,
    one_click: { ...stays, submitting: 'rejected' } as const,
  })),
  ...(['no-answer', 'sender-gone'] as const).map((kind) => ({
    name: kind,
    evidence: { kind },
    hosted: { ...stays, submitting: 'abandoned' } as const,
    one_click: { ...stays, submitting: 'unknown' } as const,
  })),
  {
    name: 'absent',
    evidence: { kind: 'absent' },
    hosted: { ...stays, unknown: 'not_found' },
    one_click: { ...stays, unknown: 'not_found' },
  },
  {
    name: 'decided as paid',
    evidence: { kind: 'decided', outcome: 'paid' },
    hosted: { ...stays, review: 'succeeded' },
    one_click: { ...stays, review: 'succeeded' },
  },
  {
    name: 'decided as paid on a checkout that another payment paid',
    evidence: { kind: 'decided', outcome: 'paid' },
    isCheckoutPaid: true,
    hosted: { ...stays, review: 'surplus' },
    one_click: { ...stays, review: 'surplus' },
  },
  {
    name: 'decided as unpaid',
    evidence: { kind: 'decided', outcome: 'unpaid' },
    hosted: { ...stays, ...everyOpen('not_found'), submitting: 'submitting', review: 'cancelled' },
    one_click: { ...stays, ...everyOpen('not_found'), submitting: 'submitting', review: 'cancelled' },
  },
  {
    name: 'give-up',
    evidence: { kind: 'give-up' },
    hosted: { ...stays, awaiting_customer: 'closing', processing: 'closing', gateway_error: 'closing' },
    one_click: { ...stays, awaiting_customer: 'closing', processing: 'closing', gateway_error: 'closing' },
  },
  {
    name: 'unclosable',
    evidence: { kind: 'unclosable' },
    hosted: stays,
    one_click: { ...stays, gateway_error: 'declined', closing: 'declined' },
  },
]

const cases = table.flatMap((row) =>
  (['hosted', 'one_click'] as const).flatMap((kind: PaymentKind) =>
    PAYMENT_STATES.map((state) => ({ ...row, kind, state, to: row[kind][state] })),
  ),
)

it.each(cases)('$kind: $state + $name → $to', ({ kind, state, evidence, to, wasDeclined, isCheckoutPaid }) => {
  const facts = { kind, state, wasDeclined: wasDeclined ?? false, isCheckoutPaid: isCheckoutPaid ?? false }
  expect(transition(facts, evidence)).toBe(to)
})
