import { queryOptions } from '@tanstack/react-query'
import { sessionSchema, type Session } from '../../api/shop-api.ts'
import { askShop } from '../shop-client.ts'

/** Who can be shopped as. Names, so not translated. */
export const CUSTOMERS = ['ada', 'bob', 'chloe'] as const

/** Pages that show something of one customer's: there a visitor who is nobody is asked, elsewhere they become Ada. */
const privatePage = /^\/(account|checkout|thanks)\b/

/** Who is shopping. */
export const sessionQuery = queryOptions({
  queryKey: ['shop', 'session'],
  queryFn: async ({ signal }): Promise<Session> => {
    const session = await askShop('/session', sessionSchema, { signal })
    return session.customer === null && !privatePage.test(window.location.pathname) ? await signIn('ada') : session
  },
  staleTime: Infinity,
})

export function signIn(customer: string): Promise<Session> {
  return askShop('/session', sessionSchema, { method: 'POST', body: { customer } })
}

/** `ada` as she is addressed. */
export function displayName(customer: string): string {
  return customer.charAt(0).toUpperCase() + customer.slice(1)
}
