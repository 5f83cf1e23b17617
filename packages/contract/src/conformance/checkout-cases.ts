import { healthSchema } from '../health.ts'
import { requireAnswer, requireSame } from './answer.ts'
import type { ConformanceCase } from './backend.ts'
import { createVisitor, newCard, newCardholder, newVisitor, price, savedCard } from './visitor.ts'

/** The checkout and the health counts. */
export const checkoutCases: readonly ConformanceCase[] = [
  {
    name: 'returns a checkout with its price, its cards, the consent text, and no payment yet',
    async run(backend) {
      const visitor = await newVisitor(backend)
      const checkoutId = await visitor.newCheckout()
      const { quote, quoteExpiresAt, consent, description, ...rest } = await visitor.getCheckout(checkoutId)
      requireSame(rest, { checkoutId, amount: price, cards: [], payment: null }, 'The checkout')
      for (const [name, text] of Object.entries({ quote, quoteExpiresAt, description, ...consent })) {
        if (text === '') throw new Error(`The ${name} of the checkout is empty.`)
      }
      if (!(Date.parse(quoteExpiresAt) > Date.now())) throw new Error('The quote of the checkout has already expired.')
    },
  },
  {
    name: 'returns the same cards in a checkout and in the account',
    async run(backend) {
      const visitor = await newVisitor(backend, { cards: ['active', 'expired'], cvc: 'required' })
      const cards = await visitor.listCards()
      requireSame(cards.map(({ state }) => state).toSorted(), ['active', 'expired'], 'The states of the cards')
      requireSame((await visitor.getCheckout(await visitor.newCheckout())).cards, cards, 'The cards in the checkout')
    },
  },
  {
    name: 'returns an open payment to a reload and a second tab',
    async run(backend) {
      const visitor = await newVisitor(backend)
      const checkoutId = await visitor.newCheckout()
      const payment = await visitor.pay(checkoutId, newCard)
      requireSame((await visitor.getCheckout(checkoutId)).payment, payment, 'The payment in the checkout')
      requireSame(await visitor.getPayment(payment.id), payment, 'The payment')
    },
  },
  {
    name: 'returns the payment of this checkout, and of no other',
    async run(backend) {
      const { visitor, card } = await newCardholder(backend)
      await visitor.pay(await visitor.newCheckout(), savedCard(card))
      const { payment } = await visitor.getCheckout(await visitor.newCheckout({ value: 500, currency: 'EUR' }))
      requireSame(payment, null, 'The payment of a checkout without one')
    },
  },
  {
    name: 'returns health counts without a session',
    async run(backend) {
      const visitor = await newVisitor(backend)
      const before = await requireAnswer(await createVisitor(backend, null).send('GET', '/health'), healthSchema)
      await visitor.pay(await visitor.newCheckout(), newCard)
      const after = await requireAnswer(await visitor.send('GET', '/health'), healthSchema)
      requireSame(before.gateway, 'ok', 'Whether the gateway accepts the API key')
      if (after.open < 1) throw new Error('A payment is open, but `open` is 0.')
    },
  },
]
