import type { CommonMessages } from './messages.ts'

/** English that more than one part speaks. */
export const commonEn: CommonMessages = {
  signIn: 'Please sign in.',
  failed: 'That did not work.',
  mayRetry: 'You can try again.',
  cancel: 'Cancel',
}
