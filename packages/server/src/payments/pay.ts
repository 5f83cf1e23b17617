import { type CvcRule, isCvc, isSameMoney, type PayBody } from '@cardfile/contract'
import { toSavedCards } from '../cards/card-view.ts'
import { listCards } from '../cards/cards.ts'
import { loadShopCheckout } from '../checkouts/load-checkout.ts'
import { fromQuote, toQuote } from '../checkouts/quote.ts'
import { toConsent } from '../consent/consent.ts'
import type { Context } from '../context.ts'
import type { ShopCheckout } from '../options.ts'
import { Refusal } from '../refusal.ts'
import { isSigned, sign } from '../secrets/sign.ts'
import { readNow } from '../store/clock.ts'
import { createSecret } from '../secrets/secret.ts'
import { toLoggable } from '../secrets/silence.ts'
import type { Db } from '../store/database.ts'
import type { CardRow, PaymentRow } from '../store/schema.ts'
import { claimPayment, toExpenses } from './claim-payment.ts'
import { findPayment, findPaymentByKey } from './find-payment.ts'
import { submitPayment } from './submit-payment.ts'

/** A press that was identified and parsed. */
export interface PayRequest {
  readonly customerId: string
  readonly idempotencyKey: string
  readonly body: PayBody
  /** Where the press came from, as far as that can be known. */
  readonly address: string | undefined
}

/** Pays, or answers the payment that an earlier request with the same key made. */
export async function pay(context: Context, request: PayRequest): Promise<{ row: PaymentRow; isNew: boolean }> {
  const { customerId, idempotencyKey, body, address } = request
  const earlier = await findPaymentByKey(context, customerId, idempotencyKey)
  if (earlier !== undefined) return { row: await requireSameIntent(context, earlier, body), isNew: false }

  const checkout = await loadShopCheckout(context, body.checkoutId, customerId)
  // Before the claim, so that the time this process may spend frozen after it counts.
  const claimedAt = Date.now()
  const claim = await claimPayment(context, {
    customerId,
    idempotencyKey,
    checkout,
    body,
    address,
    intentMac: await sign(context.keys.current.intentMac, toIntent(body)),
    requireValid: (tx, card) => requireValid(context, tx, checkout, body, card),
  })
  if (claim === undefined) {
    const winner = await findPaymentByKey(context, customerId, idempotencyKey)
    if (winner === undefined) throw new Refusal('unavailable')
    return { row: await requireSameIntent(context, winner, body), isNew: false }
  }
  const typed = body.method.type === 'saved-card' ? body.method.cvc : undefined
  const cvc = typed === undefined ? undefined : createSecret(typed)
  const sending = { description: checkout.description, cvc, expenses: toExpenses(request), claimedAt }
  try {
    await submitPayment(context, claim, sending)
    return { row: (await findPayment(context, customerId, claim.row.id)) ?? claim.row, isNew: true }
  } catch (error) {
    // The charge may be under way all the same: what is known of it now is that it is being confirmed.
    context.log.error({ paymentId: claim.row.id, ...toLoggable(error) }, 'A sent payment could not be written up')
    return { row: claim.row, isNew: true }
  }
}

/** What a key stands for: the checkout and the method, never the code, and not the price either. */
function toIntent({ checkoutId, method }: PayBody): string {
  return JSON.stringify(
    method.type === 'saved-card'
      ? [checkoutId, method.type, method.cardId]
      : [
          checkoutId,
          method.type,
          method.save?.consentVersion ?? null,
          method.save?.locale ?? null,
          method.save?.replaces ?? null,
        ],
  )
}

async function requireSameIntent({ keys }: Context, row: PaymentRow, body: PayBody): Promise<PaymentRow> {
  const macKeys = keys.all.map((each) => each.intentMac)
  if (await isSigned(macKeys, toIntent(body), row.intentMac)) return row
  throw new Refusal('idempotency_mismatch')
}

/** Price, consent, code, in this order: the customer pays what the button showed, and agreed to what the box said. */
async function requireValid(
  context: Context,
  tx: Db,
  checkout: ShopCheckout,
  { checkoutId, quote: signed, method }: PayBody,
  card: CardRow | undefined,
): Promise<void> {
  const now = await readNow(tx, context.clock)
  const quote = await fromQuote(context, signed)
  if (quote === undefined || quote.checkoutId !== checkoutId) {
    throw new Refusal('invalid_request', { detail: 'The quote is not one of this checkout. Load the checkout again.' })
  }
  if (quote.expiresAt <= now || !isSameMoney(quote.amount, checkout.amount)) {
    const { quote: fresh } = await toQuote(context, checkoutId, checkout.amount, now)
    throw new Refusal('amount_changed', { amount: checkout.amount, quote: fresh })
  }
  if (method.type === 'new-card') {
    if (method.save === null) return
    const consent = toConsent(context.options, [method.save.locale])
    if (consent.version !== method.save.consentVersion || consent.locale !== method.save.locale) {
      throw new Refusal('consent_changed', { consent })
    }
    return
  }
  if (card === undefined) throw new Refusal('not_found')
  // Among all the customer's cards, as the checkout showed it: the shop's rule may ask which of them is the default.
  const cards = await listCards(tx, card.customerId)
  const shown = toSavedCards(context.options, cards, now, { checkoutId, amount: checkout.amount })
  const view = shown.find(({ id }) => id === card.id)
  if (view === undefined) throw new Refusal('not_found')
  requireCvc(view.cvc, method.cvc)
}

/** Refuses without repeating what was typed. */
function requireCvc(rule: CvcRule, cvc: string | undefined): void {
  if (rule === 'never' && cvc !== undefined) throw new Refusal('cvc_not_accepted')
  if (rule === 'required' && cvc === undefined) throw new Refusal('cvc_required')
  if (cvc !== undefined && !isCvc(cvc)) throw new Refusal('cvc_malformed')
}
