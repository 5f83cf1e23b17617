import { queryOptions } from '@tanstack/react-query'
import { productsSchema } from '../../api/shop-api.ts'
import { fetchFromShop } from '../shop-client.ts'

/** Everything the shop sells. */
export const productsQuery = queryOptions({
  queryKey: ['shop', 'products'],
  queryFn: async ({ signal }) => (await fetchFromShop('/products', productsSchema, { signal })).products,
  staleTime: Infinity,
})
