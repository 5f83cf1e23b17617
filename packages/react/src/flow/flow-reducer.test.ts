// @vitest-environment node
import { expect, it } from 'vitest'
import { flowReducer, type FlowEvent } from './flow-reducer.ts'
import { idle, type FlowStep, type Notice } from './flow-step.ts'

const notice: Notice = { kind: 'offline', paymentId: null }
const notified: FlowStep = { step: 'idle', notice }
const paying: FlowStep = { step: 'paying' }
const polling: FlowStep = { step: 'polling' }
const leaving: FlowStep = { step: 'leaving' }
const cancelling: FlowStep = { step: 'cancelling' }

const table: [before: FlowStep, event: FlowEvent, after: FlowStep][] = [
  [idle, { type: 'pressed' }, paying],
  [notified, { type: 'pressed' }, paying],
  [paying, { type: 'pressed' }, paying],
  [polling, { type: 'pressed' }, polling],
  [leaving, { type: 'pressed' }, leaving],
  [cancelling, { type: 'pressed' }, cancelling],
  [paying, { type: 'overdue' }, polling],
  [idle, { type: 'overdue' }, idle],
  [paying, { type: 'answered' }, idle],
  [polling, { type: 'answered' }, idle],
  [paying, { type: 'left' }, leaving],
  [idle, { type: 'left' }, leaving],
  [leaving, { type: 'restored' }, idle],
  [paying, { type: 'restored' }, paying],
  [polling, { type: 'restored' }, polling],
  [idle, { type: 'cancelled' }, cancelling],
  [paying, { type: 'cancelled' }, paying],
  [polling, { type: 'notified', notice }, notified],
  [notified, { type: 'corrected' }, idle],
  [paying, { type: 'corrected' }, paying],
]

it.each(table)('turns %j at %j into %j', (before, event, after) => {
  expect(flowReducer(before, event)).toEqual(after)
})
