import {
  DECLINE_ADVICE,
  DECLINE_REASONS,
  PLAIN_STATUSES,
  type Decline,
  type Payment,
  type PaymentMethod,
  type SavedCard,
} from '@cardfile/contract'
import {
  fieldsOf,
  isObject,
  list,
  object,
  oneOf,
  orNull,
  readCard,
  readMoney,
  text,
  truth,
  unreadable,
  type Read,
} from './read.ts'

const readShared = object({
  id: text,
  checkoutId: text,
  amount: readMoney,
  method: readMethod,
  mayPayAgain: truth,
  updatedAt: text,
})
const readStatus = oneOf(PLAIN_STATUSES, null)
const readDecline = object<Decline>({
  reason: oneOf(DECLINE_REASONS, 'processing_error'),
  advice: oneOf(DECLINE_ADVICE, 'try_again'),
})
const readNewCard = object({ saving: truth })
const readSavedCard = object({ cardId: text, brand: orNull(text), last4: orNull(text) })

/** A payment. A status this bundle does not know is `confirming`: not knowing must never look like a failure. */
export function readPayment(json: unknown): Payment {
  const { status, redirectUrl, decline } = fieldsOf(json)
  const shared = readShared(json)
  const plain = readStatus(text(status))
  if (plain !== null) return { ...shared, status: plain }
  if (status === 'declined' && isObject(decline)) return { ...shared, status, decline: readDecline(decline) }
  if (status === 'redirect' && typeof redirectUrl === 'string' && (decline === undefined || isObject(decline))) {
    return { ...shared, status, redirectUrl, ...(decline && { decline: readDecline(decline) }) }
  }
  return { ...shared, status: 'confirming', mayPayAgain: false }
}

/** The customer's cards. */
export const readCards: Read<SavedCard[]> = (json) => list(readCard)(fieldsOf(json)['cards'])

function readMethod(json: unknown): PaymentMethod {
  const { type } = fieldsOf(json)
  if (type === 'new-card') return { type, ...readNewCard(json) }
  if (type === 'saved-card') return { type, ...readSavedCard(json) }
  return unreadable()
}
