'use client'
import type { Checkout } from '@cardfile/contract'
import { useQuery } from '@tanstack/react-query'
import { useCardfile } from '../provider/cardfile-context.ts'
import { checkoutQuery } from '../queries/checkout.queries.ts'

/** Lower bound. A browser whose clock is ahead sees every quote as expired, and would read in a loop. */
const minRenewalMs = 60_000
/** Upper bound. A timer of more than 24.8 days, for a browser whose clock is far behind, fires at once: a loop too. */
const maxRenewalMs = 24 * 60 * 60_000

/** The checkout query: read on mount, on focus, and before its quote expires. Disabled for a `checkoutId` of null. */
export function useCheckoutQuery(checkoutId: string | null) {
  const { client, queryClient } = useCardfile('a checkout')
  const query = checkoutQuery(client, checkoutId ?? '')
  // Prefetched during render, as `usePrefetchQuery` does: an effect would send the request tens of milliseconds later.
  if (checkoutId && typeof window === 'object' && !queryClient.getQueryState(query.queryKey)) {
    void queryClient.prefetchQuery(query)
  }
  return useQuery(
    {
      ...query,
      enabled: checkoutId !== null,
      refetchInterval: ({ state }) => state.data !== undefined && renewalMs(state.data, state.dataUpdatedAt),
    },
    queryClient,
  )
}

/**
 * Milliseconds from the read of a quote to its renewal: two thirds of its life, so that a slow customer never presses with an
 * expired one.
 */
function renewalMs({ quoteExpiresAt }: Checkout, readAt: number): number {
  const twoThirdsMs = ((Date.parse(quoteExpiresAt) - readAt) * 2) / 3
  return Math.min(maxRenewalMs, Math.max(minRenewalMs, twoThirdsMs))
}
