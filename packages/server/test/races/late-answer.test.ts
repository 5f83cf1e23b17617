import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { assembleCardfile, type Cardfile } from '../../src/cardfile.ts'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../support/shop.ts'
import { createCustomer, type Customer } from '../support/customer.ts'

describe.each(DATABASE_KINDS)('on the %s database, a late answer to an early poll', (kind) => {
  let shop: TestShop
  let cardfile: Cardfile
  let ada: Customer
  /** When set, the answer to the next order GET is delayed until this resolves. */
  let delay: Promise<void> | undefined

  beforeAll(async () => {
    shop = await openTestShop(kind)
    const { gateway } = shop.options
    const slow: typeof fetch = async (input, init) => {
      const request = new Request(input, init)
      const isDelayed = delay !== undefined && request.method === 'GET' && new URL(request.url).search === ''
      const until = delay
      if (isDelayed) delay = undefined
      const answer = await (gateway.fetch ?? fetch)(request)
      const body = await answer.text()
      if (isDelayed) await until
      return new Response(body, answer)
    }
    cardfile = assembleCardfile({ ...shop.options, gateway: { ...gateway, fetch: slow } }, shop.clock)
    ada = createCustomer({ ...shop, cardfile }, 'ada')
  })
  afterAll(async () => {
    await cardfile.close()
    await shop.close()
  })

  /** Starts a poll whose answer is delayed, runs `meanwhile`, and polls a newer answer, which reaches `state`, first. */
  async function overtake(meanwhile: (orderId: string) => Promise<unknown>, state: string): Promise<void> {
    const checkoutId = ada.newCheckout(1295)
    const { id } = await ada.pay(checkoutId)
    const [row] = await shop.query(`select order_id from cardfile_payment where id = '${id}'`)
    const orderId = String(row?.['order_id'])
    await shop.sandbox.pay(orderId, { card: 'visa-1105' })
    let release = () => {}
    delay = new Promise((resolve) => (release = resolve))
    shop.clock.offsetMs += 5_000
    const early = cardfile.reconcile()
    await vi.waitUntil(() => delay === undefined)
    await meanwhile(orderId)
    // Past the lease of the early poll, as if its process were frozen: now the webhook or this read polls.
    shop.clock.offsetMs += 61_000
    await vi.waitUntil(async () => (await ada.payment(id)) && (await stateOf(id))?.['state'] === state, 20_000)
    const before = await stateOf(id)
    release()
    await early
    expect(await stateOf(id)).toEqual(before)
  }

  const stateOf = async (id: string) =>
    (await shop.query(`select state, order_modified, decline_reason from cardfile_payment where id = '${id}'`))[0]

  it('does not undo a success', async () => {
    await overtake((orderId) => shop.sandbox.pay(orderId, { card: 'visa-1111' }), 'succeeded')
  })

  it('does not undo a newer attempt that is processing', async () => {
    await overtake((orderId) => shop.sandbox.pay(orderId, { card: 'visa-1111', scenario: 'silence' }), 'processing')
  })
})
