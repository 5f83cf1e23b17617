import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createSecret } from '../../secrets/secret.ts'
import { toWireOrderRequest } from './wire-order-request.ts'

const src = join(import.meta.dirname, '../..')
const client = join('gateway', 'costplus')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
)

const request = toWireOrderRequest({
  ref: 'ref-1',
  amount: { value: 1295, currency: 'EUR' },
  description: 'Order 1042',
  checkoutId: 'checkout-1',
  customerId: 'ada',
  returnUrl: 'https://shop.example/return',
  webhookUrl: 'https://shop.example/webhook',
  expiry: 'PT30M',
  method: { kind: 'one_click', vaultToken: createSecret('token'), cvc: createSecret('123') },
})

/** The field names of a request that can only be Cost+'s: those with an underscore. */
const names = [...JSON.stringify(request).matchAll(/"([a-z]+_[a-z_]+)":/g)].map(([, name = '']) => name)

it('keeps the field names of Cost+ in its client', () => {
  expect(names).toEqual(expect.arrayContaining(['merchant_order_id', 'one_click_type', 'vault_token']))
  const users = (name: string) => files.filter((file) => readFileSync(join(src, file), 'utf8').includes(name))
  for (const name of names.filter((each) => each !== 'checkout_id')) {
    const elsewhere = users(name).filter((file) => !file.startsWith(client))
    expect(elsewhere, `${name} is a field of Cost+; the rest of the server speaks the port`).toEqual([])
    expect(users(name), name).not.toEqual([])
  }
})
