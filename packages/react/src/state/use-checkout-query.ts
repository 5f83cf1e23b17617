'use client'
import type { Checkout } from '@cardfile/contract'
import { useQuery } from '@tanstack/react-query'
import { useCardfile } from '../provider/cardfile-context.ts'
import { checkoutQuery } from '../queries/checkout.queries.ts'

/** Bounds the renewals where the browser's clock is ahead of the shop's, so that every quote looks expired. */
const minRenewalMs = 60_000

/** The checkout query: read on mount, on focus, and before its quote expires. Disabled for a `checkoutId` of null. */
export function useCheckoutQuery(checkoutId: string | null) {
  const { client, queryClient } = useCardfile('a checkout')
  const query = checkoutQuery(client, checkoutId ?? '')
  // Prefetched during render, as `usePrefetchQuery` does: the request leaves tens of milliseconds before an effect could send it.
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

/** When to renew a quote, in milliseconds after its read: at two thirds of its life, so that a slow customer never meets an expired one. */
function renewalMs({ quoteExpiresAt }: Checkout, readAt: number): number {
  return Math.max(minRenewalMs, ((Date.parse(quoteExpiresAt) - readAt) * 2) / 3)
}
