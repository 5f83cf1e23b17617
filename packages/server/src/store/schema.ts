import type { DeclineReason } from '@cardfile/contract'
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  char,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { COUNTED_STATES, OPEN_STATES, type PaymentKind, type PaymentState } from '../state-machine/payment-state.ts'

/** States as SQL literals: the predicate of an index takes no parameters. */
const toList = (states: readonly PaymentState[]) => sql.raw(states.map((state) => `'${state}'`).join(', '))
const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** One row. The prefix marks this database's orders at the gateway, and is the merchant that tokens are sealed for. */
export const deployment = pgTable('cardfile_deployment', {
  singleton: boolean().primaryKey().default(true),
  prefix: text().notNull(),
  /** Set while the gateway rejects the API key: no payment starts until it accepts the key. */
  gatewayRejectedAt: time('gateway_rejected_at'),
  /** The end of the last sweep's window, and the time of the next sweep. */
  sweptUntil: time('swept_until'),
  nextSweepAt: time('next_sweep_at'),
})

/** The lock row of a checkout, and the facts that all its payments share. */
export const checkout = pgTable(
  'cardfile_checkout',
  {
    id: text().primaryKey(),
    customerId: text('customer_id').notNull(),
    paidPaymentId: uuid('paid_payment_id'),
    /** Set while a payment is in review, which blocks the checkout until a person resolves it. */
    reviewAt: time('review_at'),
  },
  (table) => [
    index('cardfile_checkout_review')
      .on(table.reviewAt)
      .where(sql`${table.reviewAt} is not null`),
  ],
)

export const card = pgTable(
  'cardfile_card',
  {
    id: uuid().primaryKey(),
    customerId: text('customer_id').notNull(),
    /** Vault token and first transaction, sealed. Null once the card is removed: that erases them. */
    sealed: text(),
    /** A MAC: recognises the same token without revealing it. */
    tokenMac: text('token_mac').notNull(),
    /** The key that sealed the card and made its MAC: a secret may be dropped once no card needs it. */
    keyId: text('key_id').notNull(),
    brand: text(),
    last4: char({ length: 4 }),
    expiryMonth: smallint('expiry_month'),
    expiryYear: smallint('expiry_year'),
    isDefault: boolean('is_default').notNull(),
    consentVersion: text('consent_version').notNull(),
    consentLocale: text('consent_locale').notNull(),
    consentAt: time('consent_at').notNull(),
    /** The payment that carried the consent. Removing the card withdraws it, at `removedAt`. */
    paymentId: uuid('payment_id').notNull(),
    /** Wrong CVCs in a row, and until when too many of them lock the card. */
    wrongCvcs: smallint('wrong_cvcs').notNull().default(0),
    lockedUntil: time('locked_until'),
    createdAt: time('created_at').notNull(),
    removedAt: time('removed_at'),
  },
  (table) => [
    uniqueIndex('cardfile_card_once')
      .on(table.customerId, table.tokenMac)
      .where(sql`${table.removedAt} is null`),
    uniqueIndex('cardfile_card_default')
      .on(table.customerId)
      .where(sql`${table.isDefault}`),
    index('cardfile_card_key')
      .on(table.keyId)
      .where(sql`${table.removedAt} is null`),
    index('cardfile_card_customer').on(table.customerId, table.removedAt),
  ],
)

export const payment = pgTable(
  'cardfile_payment',
  {
    id: uuid().primaryKey(),
    /** The reference its order is created with: it identifies the order when the POST was not answered. */
    ref: text().notNull().unique(),
    checkoutId: text('checkout_id')
      .notNull()
      .references(() => checkout.id),
    customerId: text('customer_id').notNull(),
    kind: text().$type<PaymentKind>().notNull(),
    amount: bigint({ mode: 'number' }).notNull(),
    currency: char({ length: 3 }).notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    /** A MAC over the intent without the CVC: a hash of three digits would reveal them. */
    intentMac: text('intent_mac').notNull(),
    cardId: uuid('card_id'),
    /** Whether the payment was sent with a CVC. The digits are never stored. */
    hasCvc: boolean('has_cvc').notNull().default(false),
    cardBrand: text('card_brand'),
    cardLast4: char('card_last4', { length: 4 }),
    consentVersion: text('consent_version'),
    consentLocale: text('consent_locale'),
    consentAt: time('consent_at'),
    /** When the customer withdrew the consent while the payment was open: no card is saved, whatever the outcome. */
    consentWithdrawnAt: time('consent_withdrawn_at'),
    /** The saved card that the new one replaces. */
    replacesCardId: uuid('replaces_card_id'),
    state: text().$type<PaymentState>().notNull(),
    /** The gateway's last decline, also while the order can still be paid. */
    declineReason: text('decline_reason').$type<DeclineReason>(),
    orderId: uuid('order_id').unique(),
    /** The order that a signed hint names, until a poll has proved it. */
    hintedOrderId: uuid('hinted_order_id'),
    /** The order's own `modified`: older evidence never overwrites newer. */
    orderModified: time('order_modified'),
    redirectUrl: text('redirect_url'),
    /** When the customer came back from the gateway. After that they cannot continue an order that is in progress there. */
    returnedAt: time('returned_at'),
    submittedAt: time('submitted_at').notNull(),
    leaseUntil: time('lease_until'),
    leaseToken: uuid('lease_token'),
    nextPollAt: time('next_poll_at'),
    /** When the payment was last polled. A flood of hints is spaced by it. */
    polledAt: time('polled_at'),
    polls: integer().notNull().default(0),
    completeLists: integer('complete_lists').notNull().default(0),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [
    // Two indexes, not one: the late success of an old payment must be storable while a newer one is still open.
    uniqueIndex('cardfile_payment_one_open')
      .on(table.checkoutId)
      .where(sql`${table.state} in (${toList(OPEN_STATES)})`),
    uniqueIndex('cardfile_payment_one_success')
      .on(table.checkoutId)
      .where(sql`${table.state} = 'succeeded'`),
    uniqueIndex('cardfile_payment_key').on(table.customerId, table.idempotencyKey),
    index('cardfile_payment_checkout').on(table.checkoutId, table.createdAt),
    index('cardfile_payment_card')
      .on(table.cardId)
      .where(sql`${table.hasCvc}`),
    // For `/health`, which counts a few among all payments ever made.
    index('cardfile_payment_counted')
      .on(table.state)
      .where(sql`${table.state} in (${toList(COUNTED_STATES)})`),
    index('cardfile_payment_due')
      .on(table.nextPollAt)
      .where(sql`${table.nextPollAt} is not null`),
  ],
)

/** Append-only: each transition of a payment, with its cause and its evidence. */
export const paymentLog = pgTable(
  'cardfile_payment_log',
  {
    seq: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    paymentId: uuid('payment_id').notNull(),
    at: time('at').notNull(),
    cause: text().notNull(),
    fromState: text('from_state').notNull(),
    toState: text('to_state').notNull(),
    evidence: jsonb().notNull(),
  },
  (table) => [index('cardfile_payment_log_payment').on(table.paymentId)],
)

/** Events that are still to be delivered. Written in the transaction of their change, delivered afterwards, at least once. */
export const outbox = pgTable(
  'cardfile_outbox',
  {
    id: text().primaryKey(),
    type: text().notNull(),
    at: time('at').notNull(),
    customerId: text('customer_id').notNull(),
    checkoutId: text('checkout_id'),
    paymentId: uuid('payment_id'),
    cardId: uuid('card_id'),
    amount: bigint({ mode: 'number' }),
    currency: char({ length: 3 }),
    tries: integer().notNull().default(0),
    nextAt: time('next_at'),
  },
  (table) => [
    index('cardfile_outbox_due')
      .on(table.nextAt)
      .where(sql`${table.nextAt} is not null`),
  ],
)

/** How much of a rate limit is consumed in one window. */
export const rateLimit = pgTable(
  'cardfile_rate_limit',
  {
    key: text().notNull(),
    window: bigint({ mode: 'number' }).notNull(),
    consumed: integer().notNull(),
    endsAt: time('ends_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.key, table.window] }), index('cardfile_rate_limit_ended').on(table.endsAt)],
)

export type PaymentRow = typeof payment.$inferSelect
export type CardRow = typeof card.$inferSelect
