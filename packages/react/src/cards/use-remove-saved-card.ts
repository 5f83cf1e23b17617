'use client'
import { useMutation, type UseMutationResult } from '@tanstack/react-query'
import { useCardfile } from '../provider/cardfile-context.ts'
import { cardfileKeys } from '../queries/query-keys.ts'

/** Forgets a saved card, by id. Settles once the list was read again, so that a removed card is never shown as a saved one. */
export function useRemoveSavedCard(): UseMutationResult<void, Error, string> {
  const { client, queryClient } = useCardfile('useRemoveSavedCard')
  return useMutation(
    {
      mutationFn: (cardId) => client.removeSavedCard(cardId),
      networkMode: 'always',
      retry: false,
      // Checkouts carry the cards too.
      onSettled: () => queryClient.invalidateQueries({ queryKey: cardfileKeys.all }),
    },
    queryClient,
  )
}
