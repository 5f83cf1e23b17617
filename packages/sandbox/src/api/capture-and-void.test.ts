import { describe, expect, it } from 'vitest'
import { openGateway } from '../../test/support/gateway.ts'

const lines = [
  { name: 'Coffee', quantity: 2, amount: 500, merchant_order_line_id: 'coffee' },
  { name: 'Cup', quantity: 1, amount: 295, merchant_order_line_id: 'cup' },
]

async function authorise(fields: Record<string, unknown> = {}, settings = {}) {
  const gateway = openGateway({ settings })
  const { id } = await gateway.create({ capture_mode: 'manual', order_lines: lines, ...fields })
  await gateway.sandbox.pay(id)
  const order = await gateway.readOrder(id)
  const path = `/v1/orders/${id}/transactions/${order.transactions[0].id}`
  const details = async () => (await gateway.readOrder(id)).amount_details
  return { ...gateway, id, order, path, details }
}

describe('an authorisation', () => {
  it('is a completed order with an uncaptured transaction', async () => {
    const { order } = await authorise()
    expect(order).toMatchObject({
      status: 'completed',
      flags: ['is-test'],
      amount_details: { capturable: 1295, captured: 0, voidable: 1295, voided: 0, refundable: 0, refunded: 0 },
      transactions: [{ transaction_type: 'authorization', is_capturable: true, is_fully_captured: false }],
    })
  })

  it('is captured in full, once', async () => {
    const { call, path, readOrder, id } = await authorise()
    const { body } = await call('POST', `${path}/captures/`)
    expect(body).toMatchObject({ status: 'captured', is_capturable: false, is_fully_captured: true, order_id: id })
    expect(await readOrder(id)).toMatchObject({
      flags: ['is-test', 'has-captures'],
      amount_details: { captured: 1295 },
    })
    expect((await call('POST', `${path}/captures/`, {})).status).toBe(400)
  })

  it('is captured and voided in parts, by amount', async () => {
    const { call, path, details } = await authorise()
    expect((await call('POST', `${path}/captures/amount`, { amount: 500 })).status).toBe(200)
    expect((await call('POST', `${path}/voids/amount/`, { amount: 295, description: '' })).body.flags).toContain(
      'has-voids',
    )
    expect(await details()).toMatchObject({ capturable: 500, captured: 500, voided: 295, refundable: 500 })
    expect((await call('POST', `${path}/captures/amount`, { amount: 501 })).body.error.property_path).toBe('amount')
    expect((await call('POST', `${path}/captures/amount`, { amount: 500 })).body.transactions[0].status).toBe(
      'captured',
    )
  })

  it('is captured and voided by order line', async () => {
    const { call, path, id } = await authorise()
    const line = (name: string, quantity: number) => ({ order_line: { merchant_order_line_id: name, quantity } })
    expect((await call('POST', `${path}/captures/orderlines`, line('coffee', 2))).status).toBe(200)
    expect((await call('POST', `${path}/captures/orderlines`, line('coffee', 1))).status).toBe(400)
    expect((await call('POST', `${path}/voids/orderlines`, line('cup', 1))).status).toBe(200)
    expect((await call('POST', `${path}/voids/orderlines`, line('none', 1))).status).toBe(400)
    const { body } = await call('GET', `/v1/orders/${id}/?fields[]=order_line_details&fields[]=amount_details`)
    expect(body).toMatchObject({
      amount_details: { captured: 1000, voided: 295, capturable: 0 },
      order_line_details: [{ captured: 2 }, { voided: 1 }],
    })
  })

  it('is only captured at the version in if-match', async () => {
    const { call, path, id } = await authorise()
    const etag = (await call('GET', `/v1/orders/${id}/`)).headers.get('etag') ?? ''
    const stale = await call('POST', `${path}/captures/amount`, { amount: 1 }, { 'if-match': '"1"' })
    expect(stale.body.error).toMatchObject({ status: 412 })
    expect((await call('POST', `${path}/captures/amount`, { amount: 1 }, { 'if-match': etag })).status).toBe(200)
    expect((await call('POST', `${path}/captures/amount`, { amount: 1 }, { 'if-match': etag })).status).toBe(412)
  })

  it('expires with the order, or is captured then when its capture mode is delayed', async () => {
    const lost = await authorise({ expiration_period: 'PT1H' })
    await lost.clock.advance(3_600_000)
    expect(await lost.details()).toMatchObject({ capturable: 0, captured: 0, voided: 1295 })
    const taken = await authorise({ capture_mode: 'delayed', expiration_period: 'PT1H' })
    await taken.clock.advance(3_600_000)
    expect(await taken.details()).toMatchObject({ capturable: 0, captured: 1295 })
  })

  it('allows one capture and no void after it with the setting singleCapture', async () => {
    const { call, path } = await authorise({}, { singleCapture: true })
    expect((await call('POST', `${path}/captures/amount`, { amount: 500 })).status).toBe(200)
    expect((await call('POST', `${path}/voids/amount`, { amount: 500 })).status).toBe(400)
  })

  it('answers 404 for a transaction of another order', async () => {
    const { call, id } = await authorise()
    const path = `/v1/orders/${id}/transactions/00000000-0000-4000-8000-00000000ffff/captures/`
    expect((await call('POST', path)).status).toBe(404)
  })
})
