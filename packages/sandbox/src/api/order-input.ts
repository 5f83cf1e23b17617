import * as v from 'valibot'
import { parseDuration } from '../clock/duration.ts'
import { CURRENCIES } from '../project/payment-methods.ts'

const maxAmount = Number.MAX_SAFE_INTEGER

const text = v.string('must be a string')
// Clients of this platform send null for fields they leave out. The documents show both.
const maybe = <S extends v.GenericSchema>(schema: S) => v.nullish(schema)

// PHP encodes an empty map as `[]`, and most clients of this platform are written in PHP. An array with elements is
// rejected here, because object schemas would take its indices for keys.
const plainObject = <S extends v.GenericSchema>(schema: S) =>
  v.pipe(
    v.unknown(),
    v.transform((value) => (Array.isArray(value) && value.length === 0 ? {} : value)),
    v.check((value) => !Array.isArray(value), 'must be an object'),
    schema,
  )

const amount = v.pipe(
  v.number('must be an integer in the smallest currency unit'),
  v.integer('must be an integer in the smallest currency unit'),
  v.minValue(1, (issue) => `${String(issue.input)} is less than the minimum of 1`),
  v.maxValue(maxAmount, 'is too large'),
)
const webAddress = v.pipe(
  text,
  v.check((value) => URL.canParse(value) && /^https?:\/\//i.test(value), 'must be an http or https address'),
)
const duration = v.pipe(
  text,
  v.check((value) => parseDuration(value, 0) !== undefined, 'must be an ISO 8601 duration like PT30M'),
)
const currency = v.pipe(
  text,
  v.check((value) => CURRENCIES.includes(value), 'is not a supported currency'),
)
const oneOf = (...values: string[]) =>
  v.pipe(
    text,
    v.check((value) => values.includes(value), `must be one of: ${values.join(', ')}`),
  )
const integer = v.pipe(v.number('must be an integer'), v.integer('must be an integer'))
const percentage = v.pipe(integer, v.minValue(0, 'must be at least 0'), v.maxValue(10_000, 'must be at most 10000'))
const cvc = v.pipe(text, v.regex(/^\d{3,4}$/, 'must be 3 or 4 digits'))

const address = {
  address_type: maybe(oneOf('customer', 'billing', 'delivery')),
  address: maybe(text),
  street: maybe(text),
  housenumber: maybe(text),
  postal_code: maybe(text),
  city: maybe(text),
  country: maybe(v.pipe(text, v.regex(/^[A-Za-z]{2}$/, 'must be a two-letter country code'))),
}

const customer = v.looseObject(
  {
    ...address,
    merchant_customer_id: maybe(text),
    email_address: maybe(v.pipe(text, v.regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address'))),
    first_name: maybe(text),
    last_name: maybe(text),
    locale: maybe(text),
    phone_numbers: maybe(v.array(text, 'must be an array')),
    ip_address: maybe(text),
    gender: maybe(oneOf('male', 'female')),
    birthdate: maybe(text),
    user_agent: maybe(text),
    additional_addresses: maybe(v.array(plainObject(v.looseObject(address, 'must be an object')), 'must be an array')),
  },
  'must be an object',
)

const orderLine = v.looseObject(
  {
    type: maybe(
      oneOf('physical', 'discount', 'shipping_fee', 'sales_tax', 'digital', 'gift_card', 'store_credit', 'surcharge'),
    ),
    name: text,
    quantity: v.pipe(integer, v.minValue(1, 'must be at least 1')),
    amount: v.pipe(integer, v.safeInteger('is too large')),
    currency: maybe(text),
    vat_percentage: maybe(percentage),
    discount_rate: maybe(percentage),
    merchant_order_line_id: maybe(text),
    url: maybe(text),
    image_url: maybe(text),
    ean: maybe(text),
  },
  'must be an object',
)

const cardReference = {
  one_click_type: maybe(oneOf('first', 'one-click')),
  recurring_type: maybe(oneOf('first', 'recurring')),
  schedule_type: maybe(oneOf('scheduled', 'unscheduled')),
  vault_token: maybe(text),
  first_transaction_id: maybe(text),
  first_authorised_transaction_id: maybe(text),
  cvc: maybe(cvc),
}

const transaction = v.looseObject(
  {
    ...cardReference,
    payment_method: v.pipe(text, v.nonEmpty('must not be empty')),
    payment_method_details: maybe(
      plainObject(
        v.looseObject(
          {
            ...cardReference,
            dynamic_descriptor: maybe(text),
            use_customer_name_as_cardholder_name: maybe(v.boolean('must be true or false')),
            setup_token: maybe(v.literal(true, 'must be true')),
          },
          'must be an object',
        ),
      ),
    ),
    capture_mode: maybe(oneOf('manual', 'delayed')),
    expiration_period: maybe(duration),
  },
  'must be an object',
)

const writable = {
  merchant_order_id: maybe(text),
  description: maybe(text),
  return_url: maybe(webAddress),
  failure_url: maybe(webAddress),
  webhook_url: maybe(webAddress),
  expiration_period: maybe(duration),
  capture_mode: maybe(oneOf('manual', 'delayed')),
  payment_methods: maybe(v.pipe(v.array(text, 'must be an array'), v.minLength(1, 'must not be empty'))),
  locale: maybe(text),
  customer: maybe(plainObject(customer)),
  order_lines: maybe(v.array(plainObject(orderLine), 'must be an array')),
  extra: maybe(plainObject(v.record(text, v.unknown(), 'must be an object'))),
  client: maybe(plainObject(v.looseObject({ user_agent: maybe(text) }, 'must be an object'))),
  merchant_bulk_id: maybe(text),
  merchant_name: maybe(text),
  merchant_iban: maybe(v.pipe(text, v.regex(/^[A-Z]{2}[0-9]{2}[A-Z0-9]{1,34}$/, 'is not an IBAN'))),
  merchant_bic: maybe(v.pipe(text, v.regex(/^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/, 'is not a BIC'))),
}

/** Fields of an order that the merchant sends and the gateway echoes. */
export const WRITABLE_FIELDS = Object.keys(writable)

/** Body of Create an order. Unknown fields are ignored. */
export const createOrderSchema = v.looseObject({
  ...writable,
  currency,
  amount,
  transactions: maybe(v.array(plainObject(transaction), 'must be an array')),
})

/** Body of Update an order: the fields to change. */
export const updateOrderSchema = v.looseObject({ ...writable, currency: maybe(currency), amount: maybe(amount) })

/** Body of Create a refund. The default amount is all that is refundable. */
export const refundSchema = v.looseObject({
  amount: maybe(amount),
  description: maybe(text),
  merchant_order_id: maybe(text),
  extra: maybe(plainObject(v.record(text, v.unknown(), 'must be an object'))),
  order_lines: maybe(v.array(v.looseObject({}, 'must be an object'), 'must be an array')),
})

/** Body of a capture or void by amount. */
export const byAmountSchema = v.looseObject({ amount, description: maybe(text) })

/** Body of a capture or void by order line. */
export const byOrderLineSchema = v.looseObject({
  description: maybe(text),
  order_line: v.looseObject(
    { merchant_order_line_id: text, quantity: v.pipe(integer, v.minValue(1, 'must be at least 1')) },
    'must be an object',
  ),
})

/** Body of Create a token: `expiry_date` is `MMYY`. */
export const tokenSchema = v.looseObject({
  pan: text,
  expiry_date: v.pipe(text, v.regex(/^(0[1-9]|1[0-2])[0-9]{2}$/, 'must be a month and year like 1228')),
  setup_token: text,
})

/** A transaction in the body of Create an order. */
export type TransactionInput = v.InferOutput<typeof transaction>

/** Body of Create an order, parsed. */
export type CreateOrderInput = v.InferOutput<typeof createOrderSchema>
