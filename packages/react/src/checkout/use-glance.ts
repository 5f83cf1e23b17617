'use client'
import { useQuery } from '@tanstack/react-query'
import { useCardfile } from '../provider/cardfile-context.ts'
import { checkoutQuery } from '../queries/checkout.queries.ts'

/** The checkout as it was last read: on mount, on focus, and as `options` say. Nothing is read for null. */
export function useGlance(
  checkoutId: string | null,
  options?: { readonly refetchOnMount: boolean; readonly refetchInterval: number },
) {
  const { client, queryClient } = useCardfile('a checkout')
  const query = checkoutQuery(client, checkoutId ?? '')
  // As `usePrefetchQuery` does: the request leaves while the page is made, tens of milliseconds before an effect could send it.
  if (checkoutId && typeof window === 'object' && !queryClient.getQueryState(query.queryKey)) {
    void queryClient.prefetchQuery(query)
  }
  return useQuery({ ...query, enabled: checkoutId !== null, ...options }, queryClient)
}
