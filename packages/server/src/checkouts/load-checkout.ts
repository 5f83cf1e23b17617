import * as v from 'valibot'
import { moneySchema } from '@cardfile/contract'
import type { Context } from '../context.ts'
import type { ShopCheckout } from '../options.ts'
import { ProblemError } from '../problem-error.ts'
import { SetupError } from '../setup-error.ts'

const shopCheckoutSchema = v.object({ amount: moneySchema, description: v.string() })

/** What the shop wants for a checkout now. Refused when the shop says that there is none for this customer. */
export async function loadShopCheckout(
  { options }: Context,
  checkoutId: string,
  customerId: string,
): Promise<ShopCheckout> {
  const loaded = await options.loadCheckout(checkoutId, { customerId })
  if (loaded === null) throw new ProblemError('not_found')
  const parsed = v.safeParse(shopCheckoutSchema, loaded)
  if (parsed.success) return parsed.output
  throw new SetupError(
    '`loadCheckout` answered something that cannot be charged. It has to answer null or ' +
      '`{ amount: { value, currency }, description }`, where `value` is a whole number of minor units, at least 1, and ' +
      `\`currency\` an ISO 4217 code: ${parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'it'} has to be ${issue.expected ?? 'valid'}`).join('; ')}`,
  )
}
