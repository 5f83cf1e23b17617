import { type CvcRule, isCvc, isSameMoney } from '@cardfile/contract'
import { toSavedCards } from '../cards/card-view.ts'
import { listCards } from '../cards/cards.ts'
import { signQuote, verifyQuote } from '../checkouts/quote.ts'
import { toConsent } from '../consent/consent.ts'
import type { Context } from '../context.ts'
import { ProblemError } from '../problem-error.ts'
import { readNow } from '../store/clock.ts'
import type { Db } from '../store/db.ts'
import type { CardRow } from '../store/schema.ts'
import type { Press } from './press.ts'

/**
 * Throws a problem unless the price is the one on the button, the consent text the one beside the box, and the CVC as the
 * card's rule requires, checked in this order. `card` is the customer's own, with its row locked.
 */
export async function validatePress(
  context: Context,
  tx: Db,
  { checkout, body: { checkoutId, quote: signed, method } }: Press,
  card: CardRow | undefined,
): Promise<void> {
  const now = await readNow(tx, context.clock)
  const quote = await verifyQuote(context, signed)
  if (quote === undefined || quote.checkoutId !== checkoutId) {
    throw new ProblemError('invalid_request', {
      detail: 'The quote belongs to another checkout. Load the checkout again.',
    })
  }
  if (quote.expiresAt <= now || !isSameMoney(quote.amount, checkout.amount)) {
    const fresh = await signQuote(context, checkoutId, checkout.amount, now)
    throw new ProblemError('amount_changed', { amount: checkout.amount, quote: fresh.quote })
  }
  if (method.type === 'new-card') {
    if (method.save === null) return
    const consent = toConsent(context.options, [method.save.locale])
    if (consent.version !== method.save.consentVersion || consent.locale !== method.save.locale) {
      throw new ProblemError('consent_changed', { consent })
    }
    return
  }
  if (card === undefined) throw new ProblemError('not_found')
  // Among all of the customer's cards, as on the checkout: the shop's rule may ask which of them is the default.
  const cards = await listCards(tx, card.customerId)
  const shown = toSavedCards(context.options, cards, now, { checkoutId, amount: checkout.amount })
  const view = shown.find(({ id }) => id === card.id)
  if (view === undefined) throw new ProblemError('not_found')
  requireCvc(view.cvc, method.cvc)
}

/** The problem does not repeat the digits. */
function requireCvc(rule: CvcRule, cvc: string | undefined): void {
  if (rule === 'never' && cvc !== undefined) throw new ProblemError('cvc_not_accepted')
  if (rule === 'required' && cvc === undefined) throw new ProblemError('cvc_required')
  if (cvc !== undefined && !isCvc(cvc)) throw new ProblemError('cvc_malformed')
}
