'use client'
import type { Payment } from '@cardfile/contract'
import { useQuery } from '@tanstack/react-query'
import { canChange } from '../flow/payment-flow.ts'
import { nextLookMs } from '../flow/pace.ts'
import { useCardfile } from '../provider/cardfile-context.ts'
import { paymentQuery } from '../queries/payment.queries.ts'

/**
 * A payment, looked at again while it can still change: after 1, 2, 3, 5, 8 s, then every 10 s, every 30 s in a hidden
 * tab, and at once when the tab is looked at again. Undefined until it was read once, and for a `paymentId` of null.
 */
export function usePayment(paymentId: string | null): Payment | undefined {
  const { client, queryClient } = useCardfile('usePayment')
  return useQuery(
    {
      ...paymentQuery(client, paymentId ?? ''),
      enabled: paymentId !== null,
      refetchInterval: ({ state }) =>
        state.data === undefined || canChange(state.data)
          ? nextLookMs(state.dataUpdateCount + state.errorUpdateCount - 1, isHidden())
          : false,
      refetchIntervalInBackground: true,
    },
    queryClient,
  ).data
}

/** Whether nobody sees the page. The question is asked on the server too, where there is none. */
function isHidden(): boolean {
  return typeof document === 'object' && document.hidden
}
