import { queryOptions } from '@tanstack/react-query'
import type { CardfileClient } from '../client/client.ts'
import { cardfileKeys } from './query-keys.ts'
import { reading } from './reading.ts'

/** Everything one screen needs to have a checkout paid: price, saved cards, consent text, the payment if there is one. */
export function checkoutQuery(client: CardfileClient, checkoutId: string) {
  return queryOptions({
    ...reading,
    queryKey: cardfileKeys.checkout(checkoutId),
    queryFn: ({ signal }) => client.getCheckout(checkoutId, { signal }),
  })
}
