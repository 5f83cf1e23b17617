import { queryOptions } from '@tanstack/react-query'
import type { CardfileClient } from '../client/client.ts'
import { cardfileKeys } from './query-keys.ts'
import { queryDefaults } from './query-defaults.ts'

/** One payment. Does not poll by itself: `usePayment` does. */
export function paymentQuery(client: CardfileClient, paymentId: string) {
  return queryOptions({
    ...queryDefaults,
    queryKey: cardfileKeys.payment(paymentId),
    queryFn: ({ signal }) => client.getPayment(paymentId, { signal }),
  })
}
