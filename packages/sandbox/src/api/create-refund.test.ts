import { describe, expect, it } from 'vitest'
import { openGateway } from '../../test/support/gateway.ts'

describe('a refund', () => {
  it('is a separate order and is counted on the refunded order', async () => {
    const { create, call, sandbox, readOrder } = openGateway()
    const { id } = await create()
    expect((await call('POST', `/v1/orders/${id}/refunds/`, { amount: 1 })).status).toBe(400)
    await sandbox.pay(id)
    const { body } = await call('POST', `/v1/orders/${id}/refunds/`, {
      amount: 500,
      description: 'Partial',
      merchant_order_id: 'R-1',
    })
    expect(body).toMatchObject({
      status: 'completed',
      amount: 500,
      refund_of_order_id: id,
      flags: ['is-test', 'is-refund'],
    })
    expect(body.transactions[0]).toMatchObject({ credit_debit: 'debit', status: 'completed' })
    expect(await readOrder(id)).toMatchObject({
      refunded_amount: 500,
      refund_orders: [body.id],
      flags: ['is-test', 'has-refunds'],
      amount_details: { refundable: 795, refunded: 500 },
    })
    expect((await call('POST', `/v1/orders/${id}/refunds/`, { amount: 796 })).body.error.property_path).toBe('amount')
    expect((await call('POST', `/v1/orders/${id}/refunds/`, {})).body).toMatchObject({ amount: 795 })
    expect((await call('POST', `/v1/orders/${id}/refunds/`)).status).toBe(400)
    expect((await call('POST', `/v1/orders/${body.id}/refunds/`)).status).toBe(400)
    expect(sandbox.orders.get(id)).toMatchObject({ charged: 0, refunded: 1295 })
    expect(sandbox.orders.get(body.id)).toMatchObject({ charged: 0, refundOf: id })
  })
})
