// @vitest-environment node
import { PAYMENT_STATUSES } from '@cardfile/contract'
import { expect, it } from 'vitest'
import { SCENARIOS } from '../testing/scenarios.ts'

const stories = Object.values(
  import.meta.glob<string>('../*/*.stories.tsx', { query: '?raw', import: 'default', eager: true }),
).join('\n')

/** What leads to a state that no story opens on. */
const ledTo: Readonly<Record<string, string>> = {
  declined: "scenario: 'card_declined'",
  review: "scenario: 'held'",
  surplus: "scenario: 'charged_twice'",
}

it.each(PAYMENT_STATUSES)('has a story of a payment that is %s', (status) => {
  expect(stories).toContain(ledTo[status] ?? `payment: '${status}'`)
})

it.each(Object.keys(SCENARIOS).filter((scenario) => scenario !== 'approves'))('has a story of %s', (scenario) => {
  expect(stories).toContain(`scenario: '${scenario}'`)
})
