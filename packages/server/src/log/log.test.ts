import { inspect } from 'node:util'
import { expectNoTrace } from '@cardfile/contract/conformance'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { createCardfile } from '../cardfile.ts'
import { createGateway } from '../gateway/gateway.ts'
import type { CardfileOptions, Logger } from '../options.ts'
import { SetupError } from '../setup-error.ts'
import { createKeyRing } from '../secrets/key-ring.ts'
import { createSecret } from '../secrets/secret.ts'
import { createLog, toLoggable } from './log.ts'

const apiKey = 'live_key_that_must_stay_silent'
const canary = 'a secret that only this suite about silence knows'

/** A shop whose database nobody can open: what happens here happens before it is needed. */
const toOptions = (more: Partial<CardfileOptions> = {}): CardfileOptions => ({
  gateway: { apiKey, mode: 'test' },
  database: { open: () => Promise.reject(new Error('shut')), query: async () => ({ rows: [] }), close: async () => {} },
  secret: canary,
  publicUrl: 'http://shop.test/api/cardfile',
  returnTo: () => '/',
  identify: () => null,
  loadCheckout: () => null,
  ...more,
})

/** Asks for the cards of a customer whose session the shop fails to read. */
async function fail(logger: Logger): Promise<Response> {
  const identify = () => {
    throw new Error(`No session for ${canary}`)
  }
  return createCardfile(toOptions({ logger, identify })).handle(new Request('http://shop.test/api/cardfile/cards'))
}

const prints: Readonly<Record<string, (value: unknown) => unknown>> = {
  String: (value) => String(value),
  'a template': (value) => `${value as string}`,
  'Array.join': (value) => [value, value].join(),
  'JSON.stringify': (value) => JSON.stringify({ value }),
  'util.inspect': (value) => inspect(value, { depth: Infinity }),
  'util.inspect of what is hidden, too': (value) => inspect({ value }, { depth: Infinity, showHidden: true }),
  'util.inspect with nothing customised': (value) =>
    inspect(value, { depth: Infinity, customInspect: false, showHidden: true, getters: true }),
  'Object.entries': (value) => Object.entries(value as object).join(),
  structuredClone: (value) => {
    try {
      return inspect(structuredClone(value))
    } catch (error) {
      return inspect(error)
    }
  },
}

describe.each(Object.entries(prints))('a secret printed by %s', (_, print) => {
  it('is not there', () => {
    expectNoTrace(canary, { printed: String(print(createSecret(canary))) })
  })

  it('would be found if it were no secret', () => {
    expect(() => expectNoTrace(canary, { printed: String(print([canary])) })).toThrow('printed')
  })

  it('is in nothing that createCardfile hands out, nor in what those parts are made of', async () => {
    const options = toOptions()
    const parts = [
      createCardfile(options),
      createGateway(options.gateway, (ms) => ms, createLog(undefined)),
      await createKeyRing(canary),
    ]
    for (const part of parts) expectNoTrace([apiKey, canary], { printed: String(print(part)) })
  })
})

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
      at: expect.stringContaining('silence.test'),
    })
    expectNoTrace(['tok_in_a_message', '"cvc":"847"'], { log: JSON.stringify(fields) })
  })

  it('whose message looks like a place is logged without one', () => {
    expect(toLoggable(new Error('x\n    at tok_in_a_message:1:1'))).toEqual({ error: 'Error' })
  })

  it('that is thrown as something else says only what it is', () => {
    expect([toLoggable('tok'), toLoggable({ token: 'tok' }), toLoggable(null)]).toEqual([
      { error: 'string' },
      { error: 'object' },
      { error: 'object' },
    ])
  })

  it('of ours is a sentence, and is kept', () => {
    expect(toLoggable(new SetupError('Say what to mend.'))).toEqual({
      error: 'SetupError',
      message: 'Say what to mend.',
    })
  })
})

describe('the log', () => {
  function collect() {
    const lines: unknown[] = []
    const note = (fields: object, message: string) => void lines.push([fields, message])
    return { lines, logger: { info: note, warn: note, error: note } satisfies Logger }
  }

  it('takes the fields it knows, in the shape they have, and drops every other', () => {
    const { lines, logger } = collect()
    const more = { body: 'tok', headers: { authorization: 'tok' }, error: 'tok en\nof a body', orderId: { id: 'tok' } }
    createLog(logger).error({ status: 401, code: '23505', ...(more as object) }, 'Something happened')
    expect(lines).toEqual([[{ status: 401, code: '23505' }, 'Something happened']])
  })

  it('cannot fail what it tells of', async () => {
    const broken = () => {
      throw new Error('The disk is full.')
    }
    expect((await fail({ info: broken, warn: broken, error: broken })).status).toBe(503)
  })
})

describe('pino', () => {
  const open = (options: { level?: string } = {}) => {
    const lines: string[] = []
    return { lines, logger: pino(options, { write: (line: string) => void lines.push(line) }) }
  }

  it('fits as it is, writes one line of fields and a message, and keeps to its levels', async () => {
    const { lines, logger } = open()
    await fail(logger)
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 50,
      msg: 'A request could not be answered',
      error: 'Error',
      at: expect.stringContaining('silence.test'),
    })
    expectNoTrace(canary, { lines })

    const quiet = open({ level: 'fatal' })
    await fail(quiet.logger)
    expect(quiet.lines).toEqual([])
  })

  it('fits as a child that brings fields of its own', async () => {
    const { lines, logger } = open()
    await fail(logger.child({ part: 'payments' }))
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ part: 'payments', error: 'Error' })
  })

  it('is type-compatible, and so is console', () => {
    const loggers: readonly Logger[] = [open().logger, console]
    expect(loggers).toHaveLength(2)
  })
})
