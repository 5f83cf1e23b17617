'use client'
import type { Checkout, Payment } from '@cardfile/contract'
import { useEffect } from 'react'
import { CardfileProblem } from '../client/problem.ts'
import { canChange, newerSight } from '../flow/payment-flow.ts'
import { useCardfile } from '../provider/cardfile-context.ts'
import { cardfileKeys } from '../queries/query-keys.ts'
import { useGlance } from './use-glance.ts'
import { usePayment } from './use-payment.ts'

/** A checkout as far as it is known. */
export type CheckoutResult =
  | { readonly status: 'loading' }
  | {
      readonly status: 'unavailable'
      /** What the backend said; null when it said nothing. */
      readonly problem: CardfileProblem | null
      /** Asks again. */
      readonly retry: () => void
    }
  | {
      readonly status: 'ready'
      readonly checkout: Checkout
      /** The current payment, kept up to date while it can change; null while nobody has paid. */
      readonly payment: Payment | null
    }

// A quote lives 30 minutes. Asking well before spares a customer who thinks for long an extra press.
const renewQuoteAfterMs = 20 * 60_000

/** Loads a checkout and keeps it true: on focus, after a payment settles, and before its quote runs out. */
export function useCheckout(checkoutId: string | null): CheckoutResult {
  return useFollowedCheckout(checkoutId)
}

/** The same, for a part that may know that the checkout has been read a moment ago. */
export function useFollowedCheckout(checkoutId: string | null, refetchOnMount = true): CheckoutResult {
  const { queryClient } = useCardfile('useCheckout')
  useEffect(() => {
    const forget = ({ persisted }: PageTransitionEvent) => {
      const queryKey = cardfileKeys.checkout(checkoutId ?? '')
      // Forgotten and not only read again: until it is known what happened meanwhile, there is nothing to press.
      if (persisted && queryClient.getQueryData(queryKey) !== undefined) void queryClient.resetQueries({ queryKey })
    }
    // Captured: whatever the shop does when its page comes back, the button is locked by then.
    addEventListener('pageshow', forget, true)
    return () => removeEventListener('pageshow', forget, true)
  }, [queryClient, checkoutId])
  const {
    data: checkout,
    error,
    fetchStatus,
    refetch,
  } = useGlance(checkoutId, {
    refetchOnMount,
    refetchInterval: renewQuoteAfterMs,
  })
  const inCheckout = checkout?.payment ?? null
  const watched = usePayment(canChange(inCheckout) ? (inCheckout?.id ?? null) : null)
  const payment = newerSight(inCheckout, watched)

  const hasSettled = canChange(inCheckout) && !canChange(payment)
  useEffect(() => {
    // A payment that came to its end changes what the customer may do next and which cards there are.
    if (!hasSettled || checkoutId === null) return
    void queryClient.invalidateQueries({ queryKey: cardfileKeys.checkout(checkoutId) })
    void queryClient.invalidateQueries({ queryKey: cardfileKeys.savedCards })
  }, [hasSettled, queryClient, checkoutId])

  if (checkout !== undefined) return { status: 'ready', checkout, payment }
  // Offline, nothing was asked yet; react-query asks by itself once there is a network again.
  if (error === null && fetchStatus !== 'paused') return { status: 'loading' }
  return {
    status: 'unavailable',
    problem: error instanceof CardfileProblem ? error : null,
    retry: () => void refetch(),
  }
}
