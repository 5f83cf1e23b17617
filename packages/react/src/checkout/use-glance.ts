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
  return useQuery({ ...checkoutQuery(client, checkoutId ?? ''), enabled: checkoutId !== null, ...options }, queryClient)
}
