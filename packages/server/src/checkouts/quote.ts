import * as v from 'valibot'
import { type Checkout, type Money, moneySchema } from '@cardfile/contract'
import type { Context } from '../context.ts'
import { fromSigned, toSigned } from '../secrets/sign.ts'
import { fromBase64Url, toBase64Url } from '../secrets/base64url.ts'

/** The price a button shows, signed: what the customer sees is what is charged, or nothing is. */
export interface Quote {
  readonly checkoutId: string
  readonly amount: Money
  readonly expiresAt: Date
}

const quoteLifetimeMs = 30 * 60_000

const quoteSchema = v.object({ checkoutId: v.string(), amount: moneySchema, expiresAt: v.number() })

/** Signs the price of a checkout for 30 minutes from `now`, the database's time. */
export async function toQuote(
  { keys, clock }: Context,
  checkoutId: string,
  amount: Money,
  now: Date,
): Promise<Pick<Checkout, 'quote' | 'quoteExpiresAt'>> {
  const expiresAt = now.getTime() + clock.scaled(quoteLifetimeMs)
  const payload: v.InferInput<typeof quoteSchema> = { checkoutId, amount, expiresAt }
  return {
    quote: await toSigned(keys.current.quote, toBase64Url(new TextEncoder().encode(JSON.stringify(payload)))),
    quoteExpiresAt: new Date(expiresAt).toISOString(),
  }
}

/** The quote in a text that we signed, or undefined when we did not sign it. */
export async function fromQuote({ keys }: Context, signed: string): Promise<Quote | undefined> {
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
