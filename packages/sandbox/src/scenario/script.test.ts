import { describe, expect, it } from 'vitest'
import { createOrder, findOrder, orderBody } from '../../test/support/create-order.ts'
import { openGateway, type WireBody } from '../../test/support/gateway.ts'

describe('a custom fault', () => {
  it('may take effect right after the answer', async () => {
    const gateway = openGateway()
    gateway.sandbox.script({ commit: 'after' })
    const { text } = await createOrder(gateway, orderBody({ merchant_order_id: 'after' }))
    expect(await findOrder(gateway, 'after')).toBeUndefined()
    await gateway.clock.advance(0)
    expect((await findOrder(gateway, 'after'))?.id).toBe((JSON.parse(text) as WireBody).id)
  })

  it('may truncate the answer or reset the connection at any byte', async () => {
    for (const bytes of [0, 1, 57]) {
      const gateway = openGateway()
      gateway.sandbox.script({ answer: { kind: 'truncate', bytes } })
      expect(await createOrder(gateway, orderBody())).toMatchObject({
        status: 201,
        text: expect.stringMatching(new RegExp(`^.{${bytes}}$`)),
      })
      gateway.sandbox.script({ answer: { kind: 'reset', when: bytes } })
      expect(await createOrder(gateway, orderBody())).toMatchObject({
        status: 'broken',
        text: expect.stringMatching(new RegExp(`^.{${bytes}}$`)),
      })
    }
  })

  it('acts together with scripts of other parts, and after scripts of the same part', async () => {
    const gateway = openGateway()
    const { token } = await gateway.saveCard()
    gateway.sandbox.script('decline-05')
    gateway.sandbox.script('webhook-lost')
    gateway.sandbox.script('decline-51')
    const hook = { webhook_url: 'https://shop.example/hook' }
    const first = await gateway.oneClick(token, {}, hook)
    const second = await gateway.oneClick(token, {}, hook)
    await gateway.clock.advance(0)
    expect([first.transactions[0].reason, second.transactions[0].reason]).toEqual([
      expect.stringContaining('[05]'),
      expect.stringContaining('[51]'),
    ])
    expect(new Set(gateway.received.map(({ body }) => body.order_id))).toEqual(new Set([second.id]))
  })

  it('throws for an unknown scenario', () => {
    // A caller without types can pass it.
    expect(() => openGateway().sandbox.script('no-such' as never)).toThrow('The sandbox knows no scenario "no-such"')
  })
})

describe('a reset', () => {
  it('drops late commits and ends calls that hang', async () => {
    const gateway = openGateway()
    gateway.sandbox.script('commit-late')
    await createOrder(gateway, orderBody())
    gateway.sandbox.script('hang-not-charged')
    const hanging = createOrder(gateway, orderBody())
    await gateway.clock.advance(0)
    gateway.sandbox.reset()
    expect((await hanging).status).toBe('aborted')
    await gateway.clock.advance(60_000)
    expect(gateway.sandbox.orders.list()).toEqual([])
  })
})
