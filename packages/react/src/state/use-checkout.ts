'use client'
import type { Checkout, Payment } from '@cardfile/contract'
import { useEffect } from 'react'
import { ProblemError } from '../client/problem-error.ts'
import { canChange, latestPayment } from '../flow/flow-view.ts'
import { useCardfile } from '../provider/cardfile-context.ts'
import { cardfileKeys } from '../queries/query-keys.ts'
import { useCheckoutQuery } from './use-checkout-query.ts'
import { usePayment } from './use-payment.ts'

/** A checkout as far as it is known. */
export type CheckoutResult =
  | { readonly status: 'loading' }
  | {
      readonly status: 'unavailable'
      /** The backend's problem; null when no answer came. */
      readonly problem: ProblemError | null
      /** Reads the checkout again. */
      readonly retry: () => void
    }
  | {
      readonly status: 'ready'
      readonly checkout: Checkout
      /** The current payment, polled while it can change; null before the first press. */
      readonly payment: Payment | null
    }

/** Reads a checkout and keeps it current: on focus, after a payment settles, and before its quote expires. */
export function useCheckout(checkoutId: string | null): CheckoutResult {
  const { queryClient } = useCardfile('useCheckout')
  useEffect(() => {
    const dropWhenRestored = ({ persisted }: PageTransitionEvent) => {
      const queryKey = cardfileKeys.checkout(checkoutId ?? '')
      // Restored from bfcache. Reset and not only invalidated: a stale button could be pressed until the read is back.
      if (persisted && queryClient.getQueryData(queryKey) !== undefined) void queryClient.resetQueries({ queryKey })
    }
    // Captured, so that it runs before any `pageshow` listener of the shop.
    addEventListener('pageshow', dropWhenRestored, true)
    return () => removeEventListener('pageshow', dropWhenRestored, true)
  }, [queryClient, checkoutId])

  const { data: checkout, error, fetchStatus, refetch } = useCheckoutQuery(checkoutId)
  const inCheckout = checkout?.payment ?? null
  const polled = usePayment(canChange(inCheckout) ? (inCheckout?.id ?? null) : null)
  const payment = latestPayment(inCheckout, polled)

  const hasSettled = canChange(inCheckout) && !canChange(payment)
  useEffect(() => {
    // A settled payment changes what the customer may do next and which cards are saved.
    if (!hasSettled || checkoutId === null) return
    void queryClient.invalidateQueries({ queryKey: cardfileKeys.checkout(checkoutId) })
    void queryClient.invalidateQueries({ queryKey: cardfileKeys.savedCards })
  }, [hasSettled, queryClient, checkoutId])

  if (checkout !== undefined) return { status: 'ready', checkout, payment }
  // Paused: offline before the first read. react-query resumes by itself on reconnect.
  if (error === null && fetchStatus !== 'paused') return { status: 'loading' }
  return {
    status: 'unavailable',
    problem: error instanceof ProblemError ? error : null,
    retry: () => void refetch(),
  }
}
