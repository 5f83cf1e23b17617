import type { ButtonMessages, CommonMessages } from '../messages/messages.ts'
import type { CheckoutResult } from '../state/use-checkout.ts'

/** Why a checkout cannot be shown, and how to read it again. */
export interface LoadError {
  readonly text: string
  readonly retry: () => void
}

/** The load error of a checkout, or null while there is none. */
export function toLoadError(
  result: CheckoutResult,
  messages: Pick<ButtonMessages, 'notLoaded'> & Pick<CommonMessages, 'signIn'>,
): LoadError | null {
  if (result.status !== 'unavailable') return null
  const isSignedOut = result.problem?.code === 'unauthenticated'
  return { text: isSignedOut ? messages.signIn : messages.notLoaded, retry: result.retry }
}
