import * as v from 'valibot'
import { moneySchema } from '@cardfile/contract'
import type { CardfileOptions, ShopCheckout } from '../options.ts'
import { ProblemError } from '../problem-error.ts'
import { SetupError } from '../setup-error.ts'

/** Closed: the shop expects each field to have an effect, so an unknown one is refused instead of dropped. */
const shopCheckoutSchema = v.strictObject({
  amount: v.strictObject(moneySchema.entries),
  description: v.string(),
} satisfies Record<keyof ShopCheckout, v.GenericSchema>)

/** Calls `loadCheckout`. Throws `not_found` when it returns null or undefined, a `SetupError` for anything unchargeable. */
export async function loadShopCheckout(
  { options }: { readonly options: Pick<CardfileOptions, 'loadCheckout'> },
  checkoutId: string,
  customerId: string,
): Promise<ShopCheckout> {
  const loaded: unknown = await options.loadCheckout(checkoutId, { customerId })
  if (loaded === null || loaded === undefined) throw new ProblemError('not_found')
  const parsed = v.safeParse(shopCheckoutSchema, loaded)
  if (parsed.success) return parsed.output
  throw new SetupError(
    `\`loadCheckout\` returned a checkout that cannot be used: ${parsed.issues.map(toSentence).join('; ')}. Return null, ` +
      'or `{ amount: { value, currency }, description }` and nothing else, where `value` is a whole number of minor ' +
      'units, at least 1, and `currency` an ISO 4217 code.',
  )
}

function toSentence(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue)
  const subject = path === null ? 'it' : `\`${path}\``
  if (issue.expected === 'never') return `${subject} is a field that Cardfile does not know`
  if (issue.received === 'undefined') return `${subject} is missing`
  return `${subject} is invalid: expected ${issue.expected ?? 'another value'}`
}
