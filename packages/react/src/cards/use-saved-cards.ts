'use client'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { SavedCard } from '@cardfile/contract'
import { useCardfile } from '../provider/cardfile-context.ts'
import { savedCardsQuery } from '../queries/saved-cards.queries.ts'

/** The customer's saved cards, refetched on focus. */
export function useSavedCards(): UseQueryResult<SavedCard[]> {
  const { client, queryClient } = useCardfile('useSavedCards')
  return useQuery(savedCardsQuery(client), queryClient)
}
