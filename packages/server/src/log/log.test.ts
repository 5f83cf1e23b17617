import { expectNoTrace } from '@cardfile/contract/conformance'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { createCardfile } from '../cardfile.ts'
import { createLog, type Logger } from './log.ts'

const canary = 'a value that only this suite knows'

/** Sends a request to a shop whose `identify` throws, and returns the response. The database is never reached. */
function fail(logger: Logger): Promise<Response> {
  const cardfile = createCardfile({
    gateway: { apiKey: 'test_key', mode: 'test' },
    database: {
      open: () => Promise.reject(new Error('shut')),
      query: async () => ({ rows: [] }),
      close: async () => {},
    },
    secret: 'a secret of at least thirty-two bytes',
    publicUrl: 'http://shop.test/api/cardfile',
    returnTo: () => '/',
    identify: () => {
      throw new Error(`No session for ${canary}`)
    },
    loadCheckout: () => null,
    logger,
  })
  return cardfile.handle(new Request('http://shop.test/api/cardfile/cards'))
}

describe('the log', () => {
  function collect() {
    const lines: unknown[] = []
    const note = (fields: object, message: string) => void lines.push([fields, message])
    return { lines, logger: { warn: note, error: note } satisfies Logger }
  }

  it('keeps the fields it knows in their known shape, and drops all others', () => {
    const { lines, logger } = collect()
    const more = { body: 'tok', headers: { authorization: 'tok' }, error: 'tok en\nof a body', orderId: { id: 'tok' } }
    createLog(logger).error({ status: 401, code: '23505', ...(more as object) }, 'Something happened')
    expect(lines).toEqual([[{ status: 401, code: '23505' }, 'Something happened']])
  })

  it('cannot fail a request by throwing', async () => {
    const broken = () => {
      throw new Error('The disk is full.')
    }
    expect((await fail({ warn: broken, error: broken })).status).toBe(503)
  })
})

describe('pino', () => {
  const open = (options: { level?: string } = {}) => {
    const lines: string[] = []
    return { lines, logger: pino(options, { write: (line: string) => void lines.push(line) }) }
  }

  it('fits as it is, writes one line of fields and a message, and respects its level', async () => {
    const { lines, logger } = open()
    await fail(logger)
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 50,
      msg: 'A request failed',
      error: 'Error',
      at: expect.stringContaining('log.test'),
    })
    expectNoTrace(canary, { lines })

    const quiet = open({ level: 'fatal' })
    await fail(quiet.logger)
    expect(quiet.lines).toEqual([])
  })

  it('fits as a child logger with fields of its own', async () => {
    const { lines, logger } = open()
    await fail(logger.child({ part: 'payments' }))
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ part: 'payments', error: 'Error' })
  })

  it('is type-compatible, and so is console', () => {
    const loggers: readonly Logger[] = [open().logger, console]
    expect(loggers).toHaveLength(2)
  })
})
