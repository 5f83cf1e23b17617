import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { criteria, notApplicable } from './criteria.ts'
import { hasTest } from './has-test.ts'

const root = new URL('../../', import.meta.url)
const named = criteria.flatMap(({ number, tests }) => tests.map(({ file, title }) => [number, file, title] as const))

it.each(named)('%s is verified by %s: %s', (_, file, title) => {
  expect(existsSync(new URL(file, root)), `${file} does not exist`).toBe(true)
  expect(hasTest(readFileSync(new URL(file, root), 'utf8'), file, title)).toBe(true)
})

it('accounts for all 55 criteria of levels A and AA', () => {
  const numbers = [...criteria.map(({ number }) => number), ...Object.keys(notApplicable)]
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(numbers).toHaveLength(55)
})

it('names a test for each criterion that applies', () => {
  expect(criteria.filter(({ tests }) => tests.length === 0)).toEqual([])
})

it('detects a test that is renamed, skipped or commented out', () => {
  expect(hasTest("it('has its live region', () => {", 'a.test.tsx', 'has its live region')).toBe(true)
  expect(hasTest("it.each(['a'])(\n  'is %s',", 'a.test.tsx', 'is %s')).toBe(true)
  expect(hasTest("it('has a live region', () => {", 'a.test.tsx', 'has its live region')).toBe(false)
  expect(hasTest("// it('has its live region', () => {", 'a.test.tsx', 'has its live region')).toBe(false)
  expect(hasTest("it.skip('has its live region', () => {", 'a.test.tsx', 'has its live region')).toBe(false)
  expect(hasTest('export const Missing: Story = {', 'a.stories.tsx', 'Missing')).toBe(true)
  expect(hasTest('export const MissingTwice: Story = {', 'a.stories.tsx', 'Missing')).toBe(false)
})
