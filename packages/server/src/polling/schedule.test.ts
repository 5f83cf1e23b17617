import { expect, it, vi } from 'vitest'
import { PAYMENT_STATES } from '../state-machine/payment-state.ts'
import {
  absenceHorizonMs,
  absenceLists,
  type NextPoll,
  type PollFacts,
  scheduleNextPoll,
  toNextPollMs,
  wasHintedDuringPoll,
  withJitter,
} from './schedule.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** An open payment after an ordinary poll that changed nothing. */
const ordinary: PollFacts = {
  state: 'processing',
  isChanged: false,
  polls: 1,
  completeLists: 0,
  isRecent: true,
  orderStatus: 'processing',
  hasUnreadHint: false,
  isHinted: false,
  lease: 'returned',
}
const lost: Partial<PollFacts> = { state: 'unknown', orderStatus: undefined }
const cancelled: Partial<PollFacts> = { state: 'cancelled', orderStatus: 'cancelled' }

const table: readonly (readonly [string, Partial<PollFacts>, NextPoll])[] = [
  ['backs off while an order stays open', {}, { polls: 1, inMs: 3 * second }],
  ['starts again in a new state', { isChanged: true, polls: 6 }, { polls: 0, inMs: 2 * second }],
  ['backs off to 45 s', { polls: 6 }, { polls: 6, inMs: 45 * second }],
  ['backs off to ten minutes after an hour', { polls: 80 }, { polls: 80, inMs: 10 * minute }],
  ['polls a gateway error like any open order', { state: 'gateway_error', polls: 0 }, { polls: 0, inMs: 2 * second }],
  ['polls a payment that is closing', { state: 'closing', polls: 5 }, { polls: 5, inMs: 30 * second }],
  ['gives a sender its lease', { state: 'submitting', polls: 0 }, { polls: 0, inMs: 45 * second }],

  ['polls for a lost order quickly', { ...lost, polls: 0 }, { polls: 0, inMs: 5 * second }],
  [
    'polls for a lost order hourly after the horizon',
    { ...lost, polls: 8, completeLists: 3 },
    { polls: 8, inMs: hour },
  ],
  ['polls for a lost order daily after a day', { ...lost, polls: 32, completeLists: 3 }, { polls: 32, inMs: day }],
  ['caps the back-off while lists are incomplete', { ...lost, polls: 20 }, { polls: 7, inMs: 2 * minute }],
  [
    'does not cap the back-off after enough complete lists',
    { ...lost, polls: 20, completeLists: 3 },
    { polls: 20, inMs: hour },
  ],
  ['does not cap the back-off after a day', { ...lost, polls: 20, isRecent: false }, { polls: 20, inMs: hour }],

  ['never polls a cancelled order again', cancelled, { polls: 1, inMs: null }],
  ['polls a late order that is still open', { ...cancelled, orderStatus: 'new' }, { polls: 1, inMs: minute }],
  ['polls for a hinted order', { ...lost, state: 'abandoned', hasUnreadHint: true }, { polls: 1, inMs: 10 * second }],
  [
    'polls five times for a hinted order',
    { ...lost, state: 'abandoned', hasUnreadHint: true, polls: 5 },
    { polls: 5, inMs: null },
  ],
  [
    'counts the polls for a hinted order across a change of state',
    { ...lost, state: 'not_found', isChanged: true, hasUnreadHint: true, polls: 5 },
    { polls: 0, inMs: null },
  ],
  [
    'never polls a success again',
    { state: 'succeeded', isChanged: true, orderStatus: 'completed' },
    { polls: 0, inMs: null },
  ],
  [
    'never polls a payment in review',
    { state: 'review', isChanged: true, orderStatus: 'new' },
    { polls: 0, inMs: null },
  ],

  ['keeps a hint that came during the poll', { isHinted: true }, { polls: 1, inMs: 'keep' }],
  ['keeps a hint about a cancelled order', { ...cancelled, isHinted: true }, { polls: 1, inMs: 'keep' }],
  [
    'drops a hint about a final payment',
    { state: 'succeeded', isChanged: true, isHinted: true },
    { polls: 0, inMs: null },
  ],

  ['keeps the poll at the end of a kept lease', { isChanged: true, lease: 'kept' }, { polls: 0, inMs: 'keep' }],
  [
    'keeps the poll at the end of a kept lease in a final state',
    { state: 'succeeded', isChanged: true, lease: 'kept' },
    { polls: 0, inMs: 'keep' },
  ],
  ['leaves the schedule to a new holder', { lease: 'lost' }, { polls: 1, inMs: 'keep' }],
  [
    'schedules despite a new holder when the state changes',
    { isChanged: true, lease: 'lost' },
    { polls: 0, inMs: 2 * second },
  ],
  ['ends polling despite a new holder', { ...cancelled, lease: 'lost' }, { polls: 1, inMs: null }],
  [
    'schedules despite a new holder and a hint when the state changes',
    { isChanged: true, isHinted: true, lease: 'lost' },
    { polls: 0, inMs: 2 * second },
  ],
]

it.each(table)('%s', (_, facts, next) => {
  expect(scheduleNextPoll({ ...ordinary, ...facts })).toEqual(next)
})

it('polls every open payment, and no other, without a hint or an order', () => {
  const polled = PAYMENT_STATES.filter((state) => toNextPollMs(state, 0) !== null)
  expect(polled).toEqual(['submitting', 'unknown', 'awaiting_customer', 'processing', 'gateway_error', 'closing'])
})

it('tells a hint from the end of a lease', () => {
  const leaseUntil = new Date(60_000)
  expect(wasHintedDuringPoll({ leaseUntil, nextPollAt: new Date(2_000) })).toBe(true)
  expect(wasHintedDuringPoll({ leaseUntil, nextPollAt: new Date(59_999) })).toBe(false)
  expect(wasHintedDuringPoll({ leaseUntil: null, nextPollAt: new Date(2_000) })).toBe(false)
  expect(wasHintedDuringPoll({ leaseUntil, nextPollAt: null })).toBe(false)
})

it.each([0, 0.5, 0.999])('declares a lost order absent within thirteen minutes, with jitter %d', (jitter) => {
  vi.spyOn(Math, 'random').mockReturnValue(jitter)
  let waited = 0
  let polls = 0
  for (; waited < absenceHorizonMs; polls += 1) waited += withJitter(toNextPollMs('unknown', polls) ?? Infinity)
  expect(waited).toBeLessThan(13 * minute)
  expect(polls).toBeGreaterThanOrEqual(absenceLists)
})
