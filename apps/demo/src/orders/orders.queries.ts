import { queryOptions } from '@tanstack/react-query'
import { checkoutCreatedSchema, eventsSchema, orderSchema, ordersSchema, type Item } from '../../api/shop-api.ts'
import { fetchFromShop } from '../shop-client.ts'

/** The customer's checkouts, paid or not, newest first. */
export const ordersQuery = queryOptions({
  queryKey: ['shop', 'orders'],
  queryFn: async ({ signal }) => (await fetchFromShop('/checkouts', ordersSchema, { signal })).orders,
})

/** One checkout of the customer's. */
export const orderQuery = (checkoutId: string) =>
  queryOptions({
    queryKey: ['shop', 'orders', checkoutId],
    queryFn: ({ signal }) => fetchFromShop(`/checkouts/${encodeURIComponent(checkoutId)}`, orderSchema, { signal }),
  })

/** The events that the shop's server received. */
export const eventsQuery = queryOptions({
  queryKey: ['shop', 'events'],
  queryFn: async ({ signal }) => (await fetchFromShop('/events', eventsSchema, { signal })).events,
})

/** Creates a checkout of these items. Resolves with its id. */
export async function createCheckout(items: readonly Item[]): Promise<string> {
  const { checkoutId } = await fetchFromShop('/checkouts', checkoutCreatedSchema, { method: 'POST', body: { items } })
  return checkoutId
}
