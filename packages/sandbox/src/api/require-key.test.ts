import { describe, expect, it } from 'vitest'
import { basic, openGateway } from '../../test/support/gateway.ts'

describe('the API key', () => {
  it('is the Basic user name, with an empty password', async () => {
    expect(basic('hunter2').authorization).toBe('Basic aHVudGVyMjo=')
    const { call } = openGateway({ apiKey: 'hunter2' })
    const path = '/v1/merchants/self/projects/self/currencies'
    expect((await call('GET', path, undefined, basic('hunter2'))).status).toBe(200)
    const password = { authorization: `Basic ${btoa('hunter2:secret')}` }
    for (const headers of [
      basic('hunter3'),
      password,
      { authorization: 'Bearer hunter2' },
      { authorization: 'Basic %%' },
    ]) {
      const { status, body } = await call('GET', path, undefined, headers)
      expect([status, body.error.type]).toEqual([401, 'Unauthorized'])
    }
  })

  it('is checked before the body is read', async () => {
    const { call } = openGateway()
    expect((await call('POST', '/v1/orders/', '{', { authorization: '' })).status).toBe(401)
  })

  it('is rejected in the older shape with the setting unauthorizedShape', async () => {
    const { callUnchecked } = openGateway({ settings: { unauthorizedShape: 'werkzeug' } })
    const { body } = await callUnchecked('GET', '/v1/orders/', undefined, { authorization: '' })
    expect(body.error.type).toContain('werkzeug')
    expect(body.error).not.toHaveProperty('status')
  })
})
