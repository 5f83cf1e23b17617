import type { CardMessages } from './messages.ts'

/** English messages about a card's expiry. */
export const cardEn: CardMessages = {
  expires: 'Expires {date}',
  expiring: 'Expires soon: {date}',
  expired: 'Expired {date}',
  isDefault: 'Default',
}
