import { queryOptions } from '@tanstack/react-query'
import type { CardfileClient } from '../client/client.ts'
import { cardfileKeys } from './query-keys.ts'
import { queryDefaults } from './query-defaults.ts'

/** Everything one screen needs to have a checkout paid: price, saved cards, consent text, and the payment if there is one. */
export function checkoutQuery(client: CardfileClient, checkoutId: string) {
  return queryOptions({
    ...queryDefaults,
    queryKey: cardfileKeys.checkout(checkoutId),
    queryFn: ({ signal }) => {
      const answer = client.getCheckout(checkoutId, { signal })
      // Warms up number formatting while the answer is on its way: a page's first NumberFormat takes 20 ms or more to load.
      Intl.NumberFormat()
      return answer
    },
  })
}
