import { queryOptions } from '@tanstack/react-query'
import type { CardfileClient } from '../client/client.ts'
import { cardfileKeys } from './query-keys.ts'
import { reading } from './reading.ts'

/** The customer's saved cards, in the order to show them. */
export function savedCardsQuery(client: CardfileClient) {
  return queryOptions({
    ...reading,
    queryKey: cardfileKeys.savedCards,
    queryFn: ({ signal }) => client.listSavedCards({ signal }),
  })
}
