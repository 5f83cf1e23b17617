import { CardfileProvider, Checkout, checkoutQuery, createCardfileClient } from '@cardfile/react'
import { dehydrate, HydrationBoundary, QueryClient, type DehydratedState } from '@tanstack/react-query'

export async function loadOrder(orderId: string, cookie: string): Promise<DehydratedState> {
  const client = createCardfileClient({ endpoint: 'https://shop.example/api/cardfile', headers: { cookie } })
  const queryClient = new QueryClient()
  await queryClient.prefetchQuery(checkoutQuery(client, orderId))
  return dehydrate(queryClient)
}

export function OrderPage({ orderId, state }: { orderId: string; state: DehydratedState }) {
  return (
    <HydrationBoundary state={state}>
      <CardfileProvider endpoint="/api/cardfile">
        <Checkout checkoutId={orderId} onSucceeded={() => location.assign('/thanks')} />
      </CardfileProvider>
    </HydrationBoundary>
  )
}
