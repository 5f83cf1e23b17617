import type { CardMessages } from './messages.ts'

/** English of a card's age. */
export const cardEn: CardMessages = {
  expires: 'Expires {date}',
  expiring: 'Expires soon: {date}',
  expired: 'Expired {date}',
  isDefault: 'Default',
}
