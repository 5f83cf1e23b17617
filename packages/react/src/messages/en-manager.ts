import type { ManagerMessages } from './messages.ts'

/** English messages of the account page. */
export const managerEn: ManagerMessages = {
  savedCards: 'Saved cards',
  none: 'None yet. Choose “save card” when you pay.',
  makeDefault: 'Make default',
  update: 'Update',
  remove: 'Remove',
  removed: 'Removed: {card}',
}
