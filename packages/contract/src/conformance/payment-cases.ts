import { DECLINE_REASONS, type DeclineAdvice, type DeclineReason } from '../statuses.ts'
import { isSafeRedirect } from '../safe-url.ts'
import { requireProblem, requireSame } from './answer.ts'
import type { ConformanceCase } from './backend.ts'
import { newCard, newCardholder, newVisitor, price, requireRedirect, savedAfterwards, savedCard } from './visitor.ts'

const ADVICE: Readonly<Record<DeclineReason, DeclineAdvice>> = {
  insufficient_funds: 'use_another_card',
  card_declined: 'contact_bank',
  cvc_incorrect: 'enter_cvc',
  card_expired: 'use_another_card',
  authentication_failed: 'authenticate',
  card_not_supported: 'use_another_card',
  saved_card_invalid: 'use_another_card',
  processing_error: 'try_again',
}

const hosted: readonly ConformanceCase[] = [
  {
    name: 'redirects a new card to the hosted payment page, and knows afterwards that it paid',
    async run(backend) {
      const visitor = await newVisitor(backend)
      const checkoutId = await visitor.newCheckout()
      const payment = requireRedirect(await visitor.pay(checkoutId, newCard))
      const { id, redirectUrl, updatedAt, ...rest } = payment
      const method = { type: 'new-card', saving: false }
      requireSame(rest, { checkoutId, status: 'redirect', amount: price, method, mayPayAgain: false }, 'The payment')
      if (!isSafeRedirect(redirectUrl)) {
        throw new Error(`The payment redirects to ${redirectUrl}, which is neither https nor loopback.`)
      }
      requireSame(new Date(updatedAt).toISOString(), updatedAt, 'The time of the payment')
      await visitor.finishAtGateway(payment)
      const paid = (await visitor.getCheckout(checkoutId)).payment
      requireSame(
        paid,
        { id, updatedAt: paid?.updatedAt, ...rest, status: 'succeeded' },
        'The payment after the customer came back',
      )
      requireSame(await visitor.listCards(), [], 'The cards saved without consent')
    },
  },
  {
    name: 'saves a card with consent, and charges it with one press',
    async run(backend) {
      const visitor = await newVisitor(backend)
      const checkoutId = await visitor.newCheckout()
      const first = await visitor.pay(checkoutId, savedAfterwards(await visitor.getCheckout(checkoutId)))
      requireSame(first.method, { type: 'new-card', saving: true }, 'The method of the payment')
      requireSame(await visitor.listCards(), [], 'The cards before the first payment succeeds')
      await visitor.finishAtGateway(first)

      const [card, ...others] = await visitor.listCards()
      if (card === undefined) throw new Error('The card was not saved.')
      requireSame([others.length, card.isDefault, card.state], [0, true, 'active'], 'The saved card')
      const second = await visitor.pay(await visitor.newCheckout(), savedCard(card))
      const method = { type: 'saved-card', cardId: card.id, brand: card.brand, last4: card.last4 }
      requireSame([second.status, second.method, second.mayPayAgain], ['succeeded', method, false], 'The payment')
      requireSame(await visitor.getPayment(second.id), second, 'The payment, read again')
    },
  },
  {
    name: 'keeps the payment open after a decline on the hosted payment page, where the customer may try again',
    async run(backend) {
      const visitor = await newVisitor(backend)
      const checkoutId = await visitor.newCheckout()
      const payment = await visitor.pay(checkoutId, newCard)
      await visitor.finishAtGateway(payment, 'declined')
      const declined = requireRedirect(await visitor.getPayment(payment.id))
      requireSame(declined.decline, { reason: 'card_declined', advice: 'contact_bank' }, 'The decline')
      requireSame(declined.mayPayAgain, false, 'Whether another payment may start beside it')
      await requireProblem(await visitor.press(checkoutId, newCard), 'payment_in_progress')
      await visitor.finishAtGateway(declined)
      requireSame((await visitor.getPayment(payment.id)).status, 'succeeded', 'The payment after the second try')
    },
  },
]

const withSavedCard: readonly ConformanceCase[] = [
  {
    name: 'redirects the customer to a step-up, and knows the outcome afterwards',
    async run(backend) {
      const { visitor, card } = await newCardholder(backend)
      await visitor.bankAnswers('step-up')
      const payment = requireRedirect(await visitor.pay(await visitor.newCheckout(), savedCard(card)))
      requireSame([payment.method.type, payment.mayPayAgain], ['saved-card', false], 'The payment')
      await visitor.finishAtGateway(payment)
      requireSame((await visitor.getPayment(payment.id)).status, 'succeeded', 'The payment after the step-up')
    },
  },
  {
    name: 'charges an expired card on request, because the issuer decides',
    async run(backend) {
      const visitor = await newVisitor(backend, { cards: ['expired'] })
      const [card] = await visitor.listCards()
      if (card === undefined) throw new Error('The expired card is not listed.')
      await visitor.bankAnswers('card_expired')
      const payment = await visitor.pay(await visitor.newCheckout(), savedCard(card))
      requireSame(payment.status, 'declined', 'The payment with an expired card')
    },
  },
  ...DECLINE_REASONS.map((reason): ConformanceCase => ({
    name: `answers ${reason} as a payment with its advice, and lets the customer pay again`,
    async run(backend) {
      const { visitor, card } = await newCardholder(backend)
      const checkoutId = await visitor.newCheckout()
      await visitor.bankAnswers(reason)
      const payment = await visitor.pay(checkoutId, savedCard(card))
      const decline = 'decline' in payment ? payment.decline : undefined
      const expected = ['declined', { reason, advice: ADVICE[reason] }, true]
      requireSame([payment.status, decline, payment.mayPayAgain], expected, 'The payment')
      await visitor.bankAnswers('approval')
      requireSame((await visitor.pay(checkoutId, newCard)).status, 'redirect', 'The next payment')
    },
  })),
  {
    name: 'advises another card after a wrong CVC where the shop collects none',
    async run(backend) {
      const { visitor, card } = await newCardholder(backend, { cvc: 'never' })
      await visitor.bankAnswers('cvc_incorrect')
      const payment = await visitor.pay(await visitor.newCheckout(), savedCard(card))
      const decline = payment.status === 'declined' ? payment.decline : undefined
      requireSame(decline, { reason: 'cvc_incorrect', advice: 'use_another_card' }, 'The decline')
    },
  },
]

/** Payments with a new and a saved card, and each outcome. */
export const paymentCases: readonly ConformanceCase[] = [...hosted, ...withSavedCard]
