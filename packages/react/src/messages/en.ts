import { buttonEn } from './en-button.ts'
import { cardEn } from './en-card.ts'
import { checkoutEn } from './en-checkout.ts'
import { commonEn } from './en-common.ts'
import { managerEn } from './en-manager.ts'
import { statusEn } from './en-status.ts'
import type { Messages } from './messages.ts'

/** English, the built-in language. Each group is in its own file, so that a page loads only the groups of its parts. */
export const en: Messages = {
  locale: 'en',
  direction: 'ltr',
  common: commonEn,
  button: buttonEn,
  card: cardEn,
  checkout: checkoutEn,
  status: statusEn,
  manager: managerEn,
}
