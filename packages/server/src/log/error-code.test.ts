import { expectNoTrace } from '@cardfile/contract/conformance'
import { describe, expect, it } from 'vitest'
import { SetupError } from '../setup-error.ts'
import { toLoggable } from './error-code.ts'

describe('an error', () => {
  it('is logged by name, code and place, because its message may quote anything', () => {
    const body = '{"vault_token":"tok_in_a_message","cvc":"847"}'
    const error = Object.assign(new TypeError(`Unexpected token in ${body}`, { cause: new Error(body) }), {
      code: 'ECONNRESET',
      request: body,
    })
    const fields = toLoggable(error)
    expect(fields).toMatchObject({
      error: 'TypeError',
      code: 'ECONNRESET',
      at: expect.stringContaining('error-code.test'),
    })
    expectNoTrace(['tok_in_a_message', '"cvc":"847"'], { log: JSON.stringify(fields) })
  })

  it('whose message looks like a stack frame is logged without its place', () => {
    expect(toLoggable(new Error('x\n    at tok_in_a_message:1:1'))).toEqual({ error: 'Error' })
  })

  it('that is not an Error is logged by its type alone', () => {
    expect([toLoggable('tok'), toLoggable({ token: 'tok' }), toLoggable(null)]).toEqual([
      { error: 'string' },
      { error: 'object' },
      { error: 'object' },
    ])
  })

  it('keeps its message if it is a SetupError', () => {
    expect(toLoggable(new SetupError('Set the option.'))).toEqual({
      error: 'SetupError',
      message: 'Set the option.',
    })
  })
})
