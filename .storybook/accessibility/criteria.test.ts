import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { criteria, elsewhere } from './criteria.ts'
import { finds } from './finds.ts'

const root = new URL('../../', import.meta.url)
const named = criteria.flatMap(({ number, tests }) => tests.map(({ file, title }) => [number, file, title] as const))

it.each(named)('%s is proved by %s: %s', (_, file, title) => {
  expect(existsSync(new URL(file, root)), `${file} does not exist`).toBe(true)
  expect(finds(readFileSync(new URL(file, root), 'utf8'), file, title)).toBe(true)
})

it('accounts for all 55 criteria of level A and AA', () => {
  const numbers = [...criteria.map(({ number }) => number), ...Object.keys(elsewhere)]
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(numbers).toHaveLength(55)
})

it('names a test for each criterion that applies', () => {
  expect(criteria.filter(({ tests }) => tests.length === 0)).toEqual([])
})

it('would notice a test that is renamed or commented out', () => {
  expect(finds("it('has its live region', () => {", 'a.test.tsx', 'has its live region')).toBe(true)
  expect(finds("it.each(['a'])(\n  'is %s',", 'a.test.tsx', 'is %s')).toBe(true)
  expect(finds("it('has a live region', () => {", 'a.test.tsx', 'has its live region')).toBe(false)
  expect(finds("// it('has its live region', () => {", 'a.test.tsx', 'has its live region')).toBe(false)
  expect(finds("it.skip('has its live region', () => {", 'a.test.tsx', 'has its live region')).toBe(false)
  expect(finds('export const Forgotten: Story = {', 'a.stories.tsx', 'Forgotten')).toBe(true)
  expect(finds('export const ForgottenTwice: Story = {', 'a.stories.tsx', 'Forgotten')).toBe(false)
})
