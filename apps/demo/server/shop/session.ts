import * as v from 'valibot'
import { customerSchema } from '../../api/shop-api.ts'

const cookieName = 'demo_customer'
const thirtyDays = 30 * 24 * 60 * 60

/**
 * The customer named by the cookie. A real shop would look up a session here. This one trusts the name, so that a visitor can
 * switch customers with one click.
 */
export function customerOf(headers: Headers): string | undefined {
  for (const pair of headers.get('cookie')?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=')
    if (name === cookieName && v.is(customerSchema, value)) return value
  }
  return undefined
}

/** The `set-cookie` header that signs this customer in. */
export function sessionCookie(customer: string, { secure }: { secure: boolean }): string {
  return `${cookieName}=${customer}; Path=/; Max-Age=${thirtyDays}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}
