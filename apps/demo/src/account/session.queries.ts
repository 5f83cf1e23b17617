import { queryOptions } from '@tanstack/react-query'
import { sessionSchema, type Session } from '../../api/shop-api.ts'
import { fetchFromShop } from '../shop-client.ts'

/** The customers a visitor can shop as. */
export const CUSTOMERS = ['ada', 'bob', 'chloe'] as const

/** Pages with one customer's data ask an anonymous visitor to sign in; on any other page the visitor becomes Ada. */
const privatePage = /^\/(account|checkout|thanks)\b/

/** The signed-in customer. */
export const sessionQuery = queryOptions({
  queryKey: ['shop', 'session'],
  queryFn: async ({ signal }): Promise<Session> => {
    const session = await fetchFromShop('/session', sessionSchema, { signal })
    return session.customer === null && !privatePage.test(window.location.pathname) ? await signIn('ada') : session
  },
  staleTime: Infinity,
})

export function signIn(customer: string): Promise<Session> {
  return fetchFromShop('/session', sessionSchema, { method: 'POST', body: { customer } })
}

/** `ada` as `Ada`. */
export function displayName(customer: string): string {
  return customer.charAt(0).toUpperCase() + customer.slice(1)
}
