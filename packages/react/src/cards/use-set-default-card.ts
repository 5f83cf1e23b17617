'use client'
import type { SavedCard } from '@cardfile/contract'
import { useMutation, type UseMutationResult } from '@tanstack/react-query'
import { useCardfile } from '../provider/cardfile-context.ts'
import { cardfileKeys } from '../queries/query-keys.ts'

/** Makes a saved card, by id, the default one. */
export function useSetDefaultCard(): UseMutationResult<SavedCard[], Error, string> {
  const { client, queryClient } = useCardfile('useSetDefaultCard')
  return useMutation(
    {
      mutationFn: (cardId) => client.setDefaultCard(cardId),
      networkMode: 'always',
      retry: false,
      onSuccess: (cards) => queryClient.setQueryData(cardfileKeys.savedCards, cards),
      onSettled: () => queryClient.invalidateQueries({ queryKey: cardfileKeys.all }),
    },
    queryClient,
  )
}
