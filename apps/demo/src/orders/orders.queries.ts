import { queryOptions } from '@tanstack/react-query'
import { checkoutCreatedSchema, eventsSchema, orderSchema, ordersSchema, type Item } from '../../api/shop-api.ts'
import { askShop } from '../shop-client.ts'

/** The customer's checkouts, paid or not, newest first. */
export const ordersQuery = queryOptions({
  queryKey: ['shop', 'orders'],
  queryFn: async ({ signal }) => (await askShop('/checkouts', ordersSchema, { signal })).orders,
})

/** One checkout of the customer's. */
export const orderQuery = (checkoutId: string) =>
  queryOptions({
    queryKey: ['shop', 'orders', checkoutId],
    queryFn: ({ signal }) => askShop(`/checkouts/${encodeURIComponent(checkoutId)}`, orderSchema, { signal }),
  })

/** What Cardfile told the shop's server. */
export const eventsQuery = queryOptions({
  queryKey: ['shop', 'events'],
  queryFn: async ({ signal }) => (await askShop('/events', eventsSchema, { signal })).events,
})

/** Asks the shop for a checkout of these items and answers its id. */
export async function createCheckout(items: readonly Item[]): Promise<string> {
  const { checkoutId } = await askShop('/checkouts', checkoutCreatedSchema, { method: 'POST', body: { items } })
  return checkoutId
}
