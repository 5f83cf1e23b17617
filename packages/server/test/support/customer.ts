import type { Sandbox } from '@cardfile/sandbox'
import * as v from 'valibot'
import { vi } from 'vitest'
import {
  checkoutSchema,
  type Money,
  type Payment,
  paymentSchema,
  type SavedCard,
  savedCardsSchema,
} from '@cardfile/contract'
import type { Cardfile } from '../../src/cardfile.ts'
import type { ShopCheckout } from '../../src/options.ts'

/** A customer with a browser: calls the handler as the kit does, and fills in the gateway's pages. */
export interface Customer {
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  checkout(checkoutId: string): Promise<v.InferOutput<typeof checkoutSchema>>
  /** Creates a checkout of this customer. Returns its id. */
  newCheckout(value: number, currency?: string): string
  /** Presses Pay. Default: with a new card that is not saved. */
  press(checkoutId: string, press?: Press): Promise<Response>
  /** A press that must succeed. Throws on a problem. */
  pay(checkoutId: string, press?: Press): Promise<Payment>
  payment(id: string): Promise<Payment>
  cards(): Promise<SavedCard[]>
  /** Enters a card on the page the payment redirects to. Returns the address at which the browser ends up. */
  typeCard(payment: Payment, number?: string): Promise<string>
  /** Enters the code of a 3-D Secure challenge. Returns the address at which the browser ends up. */
  confirm(url: string, code: string): Promise<string>
  /** Pays on the hosted payment page with consent to save the card. Returns the card. */
  saveCard(number?: string): Promise<SavedCard>
}

/** A press: with a new card, saved or not, or with a saved card. */
export type Press = { readonly key?: string; readonly quote?: string } & (
  | { readonly save?: boolean; readonly cardId?: never; readonly cvc?: never }
  | { readonly cardId: string; readonly cvc?: string; readonly save?: never }
)

interface Parts {
  /** The handler, in this process or another. */
  readonly cardfile: Pick<Cardfile, 'handle'>
  readonly sandbox: Sandbox
  readonly checkouts: Map<string, ShopCheckout & { readonly customerId: string }>
}

const base = 'http://shop.test/api/cardfile'

/** @param customerId null for a visitor who is not signed in. */
export function createCustomer({ cardfile, sandbox, checkouts }: Parts, customerId: string | null): Customer {
  const send: Customer['send'] = (method, path, body, headers = {}) =>
    cardfile.handle(
      new Request(`${base}${path}`, {
        method,
        headers: {
          ...(customerId !== null && { 'x-test-customer': customerId }),
          ...(method !== 'GET' && { origin: 'http://shop.test' }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )

  async function read<Schema extends v.GenericSchema>(
    schema: Schema,
    answer: Response,
  ): Promise<v.InferOutput<Schema>> {
    const body: unknown = await answer.json()
    if (!answer.ok) throw new Error(`${answer.status}: ${JSON.stringify(body)}`)
    return v.parse(schema, body)
  }

  /** Follows redirects through the gateway and the handler, and stops at the shop's own page. */
  async function browse(url: string, init: RequestInit = {}): Promise<string> {
    const isGateway = !url.startsWith('http://shop.test')
    if (!isGateway && !url.startsWith(base)) return url
    const request = new Request(url, init)
    const answer = isGateway ? await sandbox.fetch(request) : await cardfile.handle(request)
    const location = answer.headers.get('location')
    return location === null ? url : browse(new URL(location, url).href)
  }

  const submit = (url: string, fields: Record<string, string>) =>
    browse(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    })

  const customer: Customer = {
    send,
    checkout: async (id) => read(checkoutSchema, await send('GET', `/checkouts/${id}`)),
    newCheckout(value, currency = 'EUR') {
      const id = `checkout-${checkouts.size + 1}`
      const amount: Money = { value, currency }
      checkouts.set(id, { amount, description: `Order ${checkouts.size + 1}`, customerId: customerId ?? '' })
      return id
    },
    async press(checkoutId, { key, quote, save, cardId, cvc } = {}) {
      const { quote: current, consent } = await customer.checkout(checkoutId)
      const consentGiven = { consentVersion: consent.version, locale: consent.locale }
      const method =
        cardId === undefined
          ? { type: 'new-card', save: save === true ? consentGiven : null }
          : { type: 'saved-card', cardId, ...(cvc !== undefined && { cvc }) }
      const body = { checkoutId, quote: quote ?? current, method }
      return send('POST', '/payments', body, { 'idempotency-key': key ?? crypto.randomUUID() })
    },
    pay: async (checkoutId, press) => read(paymentSchema, await customer.press(checkoutId, press)),
    payment: async (id) => read(paymentSchema, await send('GET', `/payments/${id}`)),
    cards: async () => (await read(savedCardsSchema, await send('GET', '/cards'))).cards,
    async typeCard(payment, number = '4111111111111111') {
      if (payment.status !== 'redirect')
        throw new Error(`The payment is ${payment.status}: it has no page to enter a card on.`)
      const page = await browse(payment.redirectUrl)
      return submit(page, { number, expiry: '12/34', cvc: '123', name: 'Ada', action: 'pay' })
    },
    async confirm(url, code) {
      return submit(await browse(url), { code, action: 'confirm' })
    },
    async saveCard(number) {
      const checkoutId = customer.newCheckout(1295)
      const payment = await customer.pay(checkoutId, { save: true })
      await customer.typeCard(payment, number)
      // On a busy machine the gateway's answer to the return page can miss its deadline: polling the payment saves the card.
      return vi.waitUntil(
        async () => {
          const [card] = await customer.cards()
          if (card === undefined) await customer.payment(payment.id)
          return card
        },
        { timeout: 120_000, interval: 100 },
      )
    },
  }
  return customer
}
