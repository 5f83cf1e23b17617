'use client'
import { useMutation, type UseMutationResult } from '@tanstack/react-query'
import { useCardfile } from '../provider/cardfile-context.ts'
import { cardfileKeys } from '../queries/query-keys.ts'

/** Removes a saved card, by id. Settles after the cards are fetched again, so that a removed card is never still listed. */
export function useRemoveSavedCard(): UseMutationResult<void, Error, string> {
  const { client, queryClient } = useCardfile('useRemoveSavedCard')
  return useMutation(
    {
      mutationFn: (cardId) => client.removeSavedCard(cardId),
      networkMode: 'always',
      retry: false,
      // Checkouts contain the cards too.
      onSettled: () => queryClient.invalidateQueries({ queryKey: cardfileKeys.all }),
    },
    queryClient,
  )
}
