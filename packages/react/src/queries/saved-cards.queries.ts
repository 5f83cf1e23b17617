import { queryOptions } from '@tanstack/react-query'
import type { CardfileClient } from '../client/client.ts'
import { cardfileKeys } from './query-keys.ts'
import { queryDefaults } from './query-defaults.ts'

/** The customer's saved cards, in display order. */
export function savedCardsQuery(client: CardfileClient) {
  return queryOptions({
    ...queryDefaults,
    queryKey: cardfileKeys.savedCards,
    queryFn: ({ signal }) => client.listSavedCards({ signal }),
  })
}
