import * as v from 'valibot'
import { type Checkout, type Money, moneySchema } from '@cardfile/contract'
import type { Context } from '../context.ts'
import { fromBase64Url, toBase64Url } from '../secrets/base64url.ts'
import { fromSigned, toSigned } from '../secrets/sign.ts'

/** The signed price a button shows: a payment charges this amount or nothing. */
export interface Quote {
  readonly checkoutId: string
  readonly amount: Money
  readonly expiresAt: Date
}

/** The only place that decides how long a price is offered: the checkout carries the end, and the kit renews from that. */
const quoteLifetimeMs = 30 * 60_000

const quoteSchema = v.object({ checkoutId: v.string(), amount: moneySchema, expiresAt: v.number() })

/** Signs the price of a checkout, and says when the quote ends. `now` is the database's time. */
export async function signQuote(
  { keys, clock }: Context,
  checkoutId: string,
  amount: Money,
  now: Date,
): Promise<Pick<Checkout, 'quote' | 'quoteExpiresAt'>> {
  const expiresAt = now.getTime() + clock.scaled(quoteLifetimeMs)
  const payload: v.InferInput<typeof quoteSchema> = { checkoutId, amount, expiresAt }
  const text = toBase64Url(new TextEncoder().encode(JSON.stringify(payload)))
  return { quote: await toSigned(keys.current.quote, text), quoteExpiresAt: new Date(expiresAt).toISOString() }
}

/** The quote in a signed text, or undefined when none of our keys signed it. It may have expired. */
export async function verifyQuote({ keys }: Context, signed: string): Promise<Quote | undefined> {
  const payload = await fromSigned(
    keys.all.map((each) => each.quote),
    signed,
  )
  if (payload === undefined) return undefined
  const { checkoutId, amount, expiresAt } = v.parse(
    quoteSchema,
    JSON.parse(new TextDecoder().decode(fromBase64Url(payload))),
  )
  return { checkoutId, amount, expiresAt: new Date(expiresAt) }
}
