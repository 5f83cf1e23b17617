import {
  DECLINE_ADVICE,
  DECLINE_REASONS,
  PLAIN_STATUSES,
  type Decline,
  type Payment,
  type PaymentMethod,
  type Problem,
  type SavedCard,
} from '@cardfile/contract'
import {
  fieldsOf,
  isObject,
  list,
  number,
  oneOf,
  orNull,
  readCard,
  readConsent,
  readMoney,
  readQuote,
  text,
  truth,
  unreadable,
  type Fields,
} from './read.ts'

/** A payment. A status this bundle does not know is `confirming`: not knowing must never look like a failure. */
export function readPayment(json: unknown): Payment {
  const { id, checkoutId, amount, method, mayPayAgain, updatedAt, status, redirectUrl, decline } = fieldsOf(json)
  const shared = {
    id: text(id),
    checkoutId: text(checkoutId),
    amount: readMoney(amount),
    method: readMethod(method),
    mayPayAgain: truth(mayPayAgain),
    updatedAt: text(updatedAt),
  }
  const plain = oneOf(PLAIN_STATUSES, text(status), null)
  if (plain !== null) return { ...shared, status: plain }
  if (status === 'declined' && isObject(decline)) return { ...shared, status, decline: readDecline(decline) }
  if (status === 'redirect' && typeof redirectUrl === 'string' && (decline === undefined || isObject(decline))) {
    return { ...shared, status, redirectUrl, ...(decline && { decline: readDecline(decline) }) }
  }
  return { ...shared, status: 'confirming', mayPayAgain: false }
}

/** The customer's cards. */
export function readCards(json: unknown): SavedCard[] {
  return list(fieldsOf(json)['cards'], readCard)
}

/** A refusal. */
export function readProblem(json: unknown): Problem {
  const { code, title, status, detail, payment, amount, quote, consent } = fieldsOf(json)
  return {
    code: text(code),
    title: text(title),
    status: number(status),
    ...(detail !== undefined && { detail: text(detail) }),
    ...(payment !== undefined && { payment: readPayment(payment) }),
    ...(amount !== undefined && { amount: readMoney(amount) }),
    ...(quote !== undefined && { quote: readQuote(quote) }),
    ...(consent !== undefined && { consent: readConsent(consent) }),
  }
}

function readMethod(json: unknown): PaymentMethod {
  const { type, saving, cardId, brand, last4 } = fieldsOf(json)
  if (type === 'new-card') return { type, saving: truth(saving) }
  if (type !== 'saved-card') return unreadable()
  return { type, cardId: text(cardId), brand: orNull(brand, text), last4: orNull(last4, text) }
}

function readDecline({ reason, advice }: Fields): Decline {
  return {
    reason: oneOf(DECLINE_REASONS, reason, 'processing_error'),
    advice: oneOf(DECLINE_ADVICE, advice, 'try_again'),
  }
}
