'use client'
import type { Payment } from '@cardfile/contract'
import { useQuery } from '@tanstack/react-query'
import { canChange } from '../flow/flow-view.ts'
import { nextPollMs } from '../flow/polling.ts'
import { useCardfile } from '../provider/cardfile-context.ts'
import { paymentQuery } from '../queries/payment.queries.ts'

/**
 * A payment, polled while it can change, at the intervals of `flow/polling.ts`, and at once on focus. Undefined before the first
 * read and for a `paymentId` of null.
 */
export function usePayment(paymentId: string | null): Payment | undefined {
  const { client, queryClient } = useCardfile('usePayment')
  return useQuery(
    {
      ...paymentQuery(client, paymentId ?? ''),
      enabled: paymentId !== null,
      refetchInterval: ({ state }) =>
        state.data === undefined || canChange(state.data)
          ? nextPollMs(state.dataUpdateCount + state.errorUpdateCount - 1, isHidden())
          : false,
      refetchIntervalInBackground: true,
    },
    queryClient,
  ).data
}

/** Whether the tab is hidden. Also called on the server, where there is no document. */
function isHidden(): boolean {
  return typeof document === 'object' && document.hidden
}
