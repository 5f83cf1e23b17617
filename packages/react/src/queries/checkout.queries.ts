import { queryOptions } from '@tanstack/react-query'
import type { CardfileClient } from '../client/client.ts'
import { cardfileKeys } from './query-keys.ts'
import { reading } from './reading.ts'

/** Everything one screen needs to have a checkout paid: price, saved cards, consent text, the payment if there is one. */
export function checkoutQuery(client: CardfileClient, checkoutId: string) {
  return queryOptions({
    ...reading,
    queryKey: cardfileKeys.checkout(checkoutId),
    queryFn: ({ signal }) => {
      const answer = client.getCheckout(checkoutId, { signal })
      // The first number of a page takes a browser 20 ms and more, to load how the world writes them. Now, while the answer
      // is on its way, and not when the price is there to be shown.
      Intl.NumberFormat()
      return answer
    },
  })
}
