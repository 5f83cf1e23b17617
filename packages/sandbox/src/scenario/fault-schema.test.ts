import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { faultSchema } from './fault-schema.ts'
import { SCENARIOS } from './scenarios.ts'

describe('the schema of a fault', () => {
  it.each(SCENARIOS)('accepts the fault of $id', ({ fault }) => {
    expect(v.parse(faultSchema, fault)).toEqual(fault)
  })
})
