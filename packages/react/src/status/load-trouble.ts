import type { FlowView } from '../flow/payment-flow.ts'
import type { CheckoutResult } from '../checkout/use-checkout.ts'
import type { ButtonMessages, CommonMessages } from '../messages/messages.ts'

/** Something that is missing on the page, and how to get it. */
export interface LoadTrouble {
  readonly text: string
  readonly detail?: string
  readonly retry: () => void
}

/**
 * Why there is nothing to pay with, or why a press led nowhere because the kit itself was not all there, or why nothing
 * can be said of a payment; null when all is well.
 */
export function troubleOf(
  { result, notice }: Pick<FlowView, 'notice'> & { readonly result: CheckoutResult },
  words: ButtonMessages & Pick<CommonMessages, 'signIn'>,
  isIncomplete: boolean,
): LoadTrouble | null {
  if (result.status === 'unavailable') {
    const isSignedOut = result.problem?.code === 'unauthenticated'
    return { text: isSignedOut ? words.signIn : words.notLoaded, retry: result.retry }
  }
  // A browser remembers that a script could not be loaded, and does not ask for it again before the page is new.
  const retry = () => location.reload()
  if (notice?.kind === 'not_loaded') return { text: words.notLoaded, detail: words.nothingTaken, retry }
  return isIncomplete ? { text: words.notLoaded, retry } : null
}
