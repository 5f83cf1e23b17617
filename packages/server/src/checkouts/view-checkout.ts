import type { Checkout } from '@cardfile/contract'
import { toSavedCards } from '../cards/card-view.ts'
import { listCards } from '../cards/cards.ts'
import { toConsent } from '../consent/consent.ts'
import type { Context } from '../context.ts'
import { findCurrentPayment, viewPayment } from '../payments/find-payment.ts'
import { readRepaired } from '../payments/read-repair.ts'
import { readNow } from '../store/clock.ts'
import { loadShopCheckout } from './load-checkout.ts'
import { toQuote } from './quote.ts'

/** Everything one screen needs, in one trip; also how a reload, a second tab and the return page find the payment. */
export async function viewCheckout(
  context: Context,
  customerId: string,
  checkoutId: string,
  locales: readonly string[],
): Promise<Checkout> {
  const { options, database, clock } = context
  const { amount, description } = await loadShopCheckout(context, checkoutId, customerId)
  const current = await readRepaired(context, () => findCurrentPayment(context, customerId, checkoutId))
  // After the payment: the look that found it paid may have saved a card.
  const [cards, now] = await Promise.all([listCards(database.db, customerId), readNow(database.db, clock)])
  return {
    checkoutId,
    description,
    amount,
    ...(await toQuote(context, checkoutId, amount, now)),
    cards: toSavedCards(options, cards, now, { checkoutId, amount }),
    consent: toConsent(options, locales),
    payment: current === undefined ? null : await viewPayment(context, current),
  }
}
