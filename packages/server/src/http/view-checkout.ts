import type { Checkout } from '@cardfile/contract'
import { toSavedCards } from '../cards/card-view.ts'
import { listCards } from '../cards/cards.ts'
import { loadShopCheckout } from '../checkouts/load-checkout.ts'
import { signQuote } from '../checkouts/quote.ts'
import { toConsent } from '../consent/consent.ts'
import type { Context } from '../context.ts'
import { findCurrentPayment, viewPayment } from '../payments/find-payment.ts'
import { pollBeforeRead } from '../polling/poll-before-read.ts'
import { readNow } from '../store/clock.ts'

/** Answers everything one screen needs in one request. A reload, a second tab and the return page find the payment here. */
export async function viewCheckout(
  context: Context,
  customerId: string,
  checkoutId: string,
  locales: readonly string[],
): Promise<Checkout> {
  const { options, database, clock } = context
  const { amount, description } = await loadShopCheckout(context, checkoutId, customerId)
  const current = await pollBeforeRead(context, () => findCurrentPayment(context, customerId, checkoutId))
  // After the payment: the poll that finds it paid may save a card.
  const [cards, now] = await Promise.all([listCards(database.db, customerId), readNow(database.db, clock)])
  return {
    checkoutId,
    description,
    amount,
    ...(await signQuote(context, checkoutId, amount, now)),
    cards: toSavedCards(options, cards, now, { checkoutId, amount }),
    consent: toConsent(options, locales),
    payment: current === undefined ? null : await viewPayment(context, current),
  }
}
