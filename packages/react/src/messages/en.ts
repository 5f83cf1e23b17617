import { buttonEn } from './en-button.ts'
import { cardEn } from './en-card.ts'
import { checkoutEn } from './en-checkout.ts'
import { commonEn } from './en-common.ts'
import { managerEn } from './en-manager.ts'
import { statusEn } from './en-status.ts'
import type { Messages } from './messages.ts'

/** English: built in. Each part brings its own group, in a file of its own, so that a page loads no other part's words. */
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
