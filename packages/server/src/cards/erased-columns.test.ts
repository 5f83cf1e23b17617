import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { expect, it } from 'vitest'
import { openTestShop } from '../../test/support/shop.ts'
import * as schema from '../store/schema.ts'

const tables = Object.values(schema).filter((value) => is(value, PgTable))

/** Columns that `eraseCustomer` clears, by table. A new column is personal until it has a reason to stay. */
const ERASED: Readonly<Record<string, readonly string[]>> = {
  cardfile_card: ['sealed', 'tokenMac', 'brand', 'last4', 'expiryMonth', 'expiryYear'],
  cardfile_payment: ['cardBrand', 'cardLast4'],
}

/** Columns that stay, by table and reason. */
const KEPT: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  cardfile_deployment: {
    'about the deployment, not about a customer': [
      'singleton',
      'prefix',
      'gatewayRejectedAt',
      'sweptUntil',
      'nextSweepAt',
    ],
  },
  cardfile_checkout: {
    'ids of the shop, which decides whether they still lead to a person': ['id', 'customerId'],
    'how the checkout was paid': ['paidPaymentId', 'reviewAt'],
  },
  cardfile_card: {
    'random ids, and an id of the shop': ['id', 'customerId', 'paymentId'],
    'proof of the consent and of its withdrawal': [
      'consentVersion',
      'consentLocale',
      'consentAt',
      'createdAt',
      'removedAt',
    ],
    'about Cardfile’s own keys': ['keyId'],
    'limits of guessing codes, without the codes': ['wrongCvcs', 'lockedUntil'],
    'false for a removed card': ['isDefault'],
  },
  cardfile_payment: {
    'random ids, and ids of the shop': ['id', 'ref', 'checkoutId', 'customerId', 'cardId', 'replacesCardId'],
    'accounting: what was charged, when and how it ended': [
      'kind',
      'amount',
      'currency',
      'hasCvc',
      'state',
      'declineReason',
      'orderId',
      'hintedOrderId',
      'orderModified',
      'redirectUrl',
      'returnedAt',
      'submittedAt',
      'createdAt',
      'updatedAt',
    ],
    'proof of the consent and of its withdrawal': [
      'consentVersion',
      'consentLocale',
      'consentAt',
      'consentWithdrawnAt',
    ],
    'idempotency: a random key and a keyed MAC': ['idempotencyKey', 'intentMac'],
    'when it is polled': ['leaseUntil', 'leaseToken', 'nextPollAt', 'polledAt', 'polls', 'completeLists'],
  },
  cardfile_payment_log: {
    'accounting: how a payment reached its state, from an allow-list': [
      'seq',
      'paymentId',
      'at',
      'cause',
      'fromState',
      'toState',
      'evidence',
    ],
  },
  cardfile_outbox: {
    'ids and amounts, deleted once delivered': [
      'id',
      'type',
      'at',
      'customerId',
      'checkoutId',
      'paymentId',
      'cardId',
      'amount',
      'currency',
      'tries',
      'nextAt',
    ],
  },
  cardfile_rate_limit: {
    'a customer id or an address, deleted when its window ends, after a day at most': [
      'key',
      'window',
      'consumed',
      'endsAt',
    ],
  },
}

it.each(tables.map((table) => [getTableName(table), table] as const))(
  'erases each column of %s, or keeps it for a reason',
  (name, table) => {
    const kept = Object.values(KEPT[name] ?? {}).flat()
    expect([...(ERASED[name] ?? []), ...kept].toSorted()).toEqual(Object.keys(getTableColumns(table)).toSorted())
  },
)

it('clears every erased column of a customer who paid with a saved card', async () => {
  const shop = await openTestShop('embedded')
  const ada = shop.customer('ada')
  const { id } = await ada.saveCard()
  await ada.pay(ada.newCheckout(995), { cardId: id })
  /** The erased columns of a table that are not null in some row of the customer. */
  const readFilled = async (table: PgTable) => {
    const rows = await shop.query(`select * from ${getTableName(table)} where customer_id = 'ada'`)
    const isFilled = (column: string) => rows.some((row) => ![null, undefined, ''].includes(row[column] as null))
    const erased = ERASED[getTableName(table)] ?? []
    return Object.entries(getTableColumns(table)).flatMap(([key, { name }]) =>
      erased.includes(key) && isFilled(name) ? [key] : [],
    )
  }
  for (const table of [schema.card, schema.payment]) {
    expect((await readFilled(table)).toSorted()).toEqual(ERASED[getTableName(table)]?.toSorted())
  }
  await shop.cardfile.eraseCustomer('ada')
  for (const table of [schema.card, schema.payment]) expect(await readFilled(table)).toEqual([])
  await shop.close()
})
