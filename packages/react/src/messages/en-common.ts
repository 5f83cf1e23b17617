import type { CommonMessages } from './messages.ts'

/** English messages that several parts share. */
export const commonEn: CommonMessages = {
  signIn: 'Please sign in.',
  failed: 'That did not work.',
  mayRetry: 'You can try again.',
  cancel: 'Cancel',
}
