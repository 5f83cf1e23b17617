import { queryOptions } from '@tanstack/react-query'
import type { CardfileClient } from '../client/client.ts'
import { cardfileKeys } from './query-keys.ts'
import { reading } from './reading.ts'

/** One payment as it is now. It does not poll by itself: `usePayment` does. */
export function paymentQuery(client: CardfileClient, paymentId: string) {
  return queryOptions({
    ...reading,
    queryKey: cardfileKeys.payment(paymentId),
    queryFn: ({ signal }) => client.getPayment(paymentId, { signal }),
  })
}
