import { describe, expect, it } from 'vitest'
import { parseConfig } from './config.ts'

const remote = { COSTPLUS_API_KEY: 'key' }

describe('parseConfig', () => {
  it('needs no variable: the sandbox beside the shop, everything at its default', () => {
    expect(parseConfig({})).toEqual({
      port: 5173,
      publicUrl: 'http://localhost:5173',
      gateway: { kind: 'sandbox', port: 5174, apiKey: 'test_sandbox' },
      cvc: 'optional',
      timeScale: 1,
      rateLimits: 'on',
    })
  })

  it('derives the sandbox’s port from the shop’s', () => {
    expect(parseConfig({ PORT: '5200' })).toMatchObject({ publicUrl: 'http://localhost:5200', gateway: { port: 5201 } })
  })

  it('treats an empty variable as unset', () => {
    expect(parseConfig({ PORT: '', DATABASE_URL: '', CARDFILE_CVC: '' })).toEqual(parseConfig({}))
  })

  it('uses the gateway of the given key', () => {
    const given = {
      ...remote,
      COSTPLUS_BASE_URL: 'https://gateway.example/',
      COSTPLUS_MODE: 'live',
      COSTPLUS_PROJECT: 'p1',
    }
    expect(parseConfig(given).gateway).toEqual({
      kind: 'remote',
      apiKey: 'key',
      mode: 'live',
      baseUrl: 'https://gateway.example',
      projectId: 'p1',
    })
  })

  it.each([
    ['PORT', { PORT: 'http' }],
    ['PORT', { PORT: '70000' }],
    ['SANDBOX_PORT', { PORT: '5200', SANDBOX_PORT: '5200' }],
    ['SANDBOX_PORT', { PORT: '65535' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'shop.example' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://shop.example/shop' }],
    ['COSTPLUS_MODE', { ...remote, COSTPLUS_MODE: 'production' }],
    ['COSTPLUS_MODE', { COSTPLUS_MODE: 'live' }],
    ['COSTPLUS_BASE_URL', { COSTPLUS_BASE_URL: 'http://localhost:5174' }],
    ['COSTPLUS_BASE_URL', { ...remote, COSTPLUS_BASE_URL: 'http://localhost:5174/v1' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/shop' }],
    ['CARDFILE_SECRET', { CARDFILE_SECRET: 'short' }],
    ['CARDFILE_CVC', { CARDFILE_CVC: 'sometimes' }],
    ['CARDFILE_TIME_SCALE', { CARDFILE_TIME_SCALE: '0' }],
    ['CARDFILE_TIME_SCALE', { CARDFILE_TIME_SCALE: 'fast' }],
    ['CARDFILE_TIME_SCALE', { ...remote, COSTPLUS_MODE: 'live', CARDFILE_TIME_SCALE: '0.05' }],
    ['CARDFILE_RATE_LIMITS', { ...remote, COSTPLUS_MODE: 'live', CARDFILE_RATE_LIMITS: 'off' }],
  ])('says what is wrong with %s and what to do', (name, environment) => {
    expect(() => parseConfig(environment)).toThrow(
      new RegExp(`${name}.*\\b(Give|Correct|Make|Unset|Leave|has to be)\\b`),
    )
  })

  it('never quotes the password of a DATABASE_URL', () => {
    expect(() => parseConfig({ DATABASE_URL: 'mysql://shop:hunter2@localhost/shop' })).not.toThrow(/hunter2/)
  })
})
