import { describe, expect, it } from 'vitest'
import { find, newOrder, outcome } from '../../test/support/create-order.ts'
import { openGateway, type WireBody } from '../../test/support/gateway.ts'

describe('a fault of one’s own', () => {
  it('may take effect right after the answer', async () => {
    const gateway = openGateway()
    gateway.sandbox.script({ commit: 'after' })
    const { text } = await outcome(gateway, newOrder({ merchant_order_id: 'after' }))
    expect(await find(gateway, 'after')).toBeUndefined()
    await gateway.clock.advance(0)
    expect((await find(gateway, 'after'))?.id).toBe((JSON.parse(text) as WireBody).id)
  })

  it('may cut the answer at any byte, cleanly or not', async () => {
    for (const bytes of [0, 1, 57]) {
      const gateway = openGateway()
      gateway.sandbox.script({ answer: { kind: 'truncate', bytes } })
      expect(await outcome(gateway, newOrder())).toMatchObject({
        status: 201,
        text: expect.stringMatching(new RegExp(`^.{${bytes}}$`)),
      })
      gateway.sandbox.script({ answer: { kind: 'reset', when: bytes } })
      expect(await outcome(gateway, newOrder())).toMatchObject({
        status: 'broken',
        text: expect.stringMatching(new RegExp(`^.{${bytes}}$`)),
      })
    }
  })

  it('acts together with those that do not contradict it, and after those that do', async () => {
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

  it('is refused by name when there is no such scenario', () => {
    // A caller without types could send it.
    expect(() => openGateway().sandbox.script('no-such' as never)).toThrow('The sandbox knows no scenario "no-such"')
  })
})

describe('a reset', () => {
  it('calls off what was to come, and lets go of what hangs', async () => {
    const gateway = openGateway()
    gateway.sandbox.script('commit-late')
    await outcome(gateway, newOrder())
    gateway.sandbox.script('hang-not-charged')
    const hanging = outcome(gateway, newOrder())
    await gateway.clock.advance(0)
    gateway.sandbox.reset()
    expect((await hanging).status).toBe('given up')
    await gateway.clock.advance(60_000)
    expect(gateway.sandbox.orders.list()).toEqual([])
  })
})
