import { requireDefined, requireProblem, requireSame } from './answer.ts'
import type { ConformanceCase } from './backend.ts'
import { newCard, newVisitor, price } from './visitor.ts'

/** The price on the button and the consent text beside it: a payment takes exactly these, or is refused. */
export const quoteCases: readonly ConformanceCase[] = [
  {
    name: 'returns a changed price, and charges it only at a new press',
    async run(backend) {
      const visitor = await newVisitor(backend)
      const checkoutId = await visitor.newCheckout()
      const { quote } = await visitor.getCheckout(checkoutId)
      await visitor.changePrice(checkoutId, 1495)
      const key = crypto.randomUUID()
      const problem = await requireProblem(await visitor.press(checkoutId, newCard, { key, quote }), 'amount_changed')
      requireSame(problem.amount, { value: 1495, currency: 'EUR' }, 'The price in the problem')
      requireSame((await visitor.getCheckout(checkoutId)).payment, null, 'The payment after a refused request')
      const fresh = requireDefined(problem.quote, 'The new quote')
      // A refused request does not use up its idempotency key.
      const payment = await visitor.pay(checkoutId, newCard, { key, quote: fresh })
      requireSame(payment.amount, problem.amount, 'The amount charged')
    },
  },
  {
    name: 'ends a quote when the checkout says, and then offers the same price again',
    async run(backend) {
      const visitor = await newVisitor(backend)
      const checkoutId = await visitor.newCheckout()
      const checkout = await visitor.getCheckout(checkoutId)
      const { quote, quoteExpiresAt } = checkout
      requireSame(new Date(quoteExpiresAt).toISOString(), quoteExpiresAt, 'The end of the quote')
      if (Date.parse(quoteExpiresAt) <= Date.now()) throw new Error('A new quote has ended already.')
      await visitor.expireQuotes(checkout)
      const problem = await requireProblem(await visitor.press(checkoutId, newCard, { quote }), 'amount_changed')
      requireSame(problem.amount, price, 'The price in the problem')
      const fresh = requireDefined(problem.quote, 'The new quote')
      requireSame((await visitor.pay(checkoutId, newCard, { quote: fresh })).amount, price, 'The amount charged')
    },
  },
  {
    name: 'refuses a quote that was altered, invented, or issued for another checkout',
    async run(backend) {
      const visitor = await newVisitor(backend)
      const checkoutId = await visitor.newCheckout()
      const { quote } = await visitor.getCheckout(checkoutId)
      const other = await visitor.getCheckout(await visitor.newCheckout({ value: 1, currency: 'EUR' }))
      const half = Math.floor(quote.length / 2)
      for (const wrong of [
        replaceAt(quote, 0),
        replaceAt(quote, half),
        quote.slice(0, half),
        `${quote}x`,
        'x',
        other.quote,
      ]) {
        await requireProblem(await visitor.press(checkoutId, newCard, { quote: wrong }), 'invalid_request')
      }
      requireSame(
        (await visitor.pay(checkoutId, newCard, { quote })).amount,
        price,
        'The amount charged with the true quote',
      )
    },
  },
  {
    name: 'returns the consent text when another one was agreed to',
    async run(backend) {
      const visitor = await newVisitor(backend)
      const checkoutId = await visitor.newCheckout()
      const { consent } = await visitor.getCheckout(checkoutId)
      const agreed = { consentVersion: consent.version, locale: consent.locale }
      for (const wrong of [{ consentVersion: 'an older one' }, { locale: 'xx' }]) {
        const press = await visitor.press(checkoutId, { type: 'new-card', save: { ...agreed, ...wrong } })
        requireSame((await requireProblem(press, 'consent_changed')).consent, consent, 'The consent in the problem')
      }
      const payment = await visitor.pay(checkoutId, { type: 'new-card', save: agreed })
      requireSame(payment.method, { type: 'new-card', saving: true }, 'The method of the payment')
    },
  },
]

/** Replaces one character of a text. */
function replaceAt(text: string, at: number): string {
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
}
