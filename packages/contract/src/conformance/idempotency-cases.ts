import { paymentSchema, type Payment } from '../payment.ts'
import { requireAnswer, requireProblem, requireSame } from './answer.ts'
import type { BankAnswer, ConformanceCase } from './backend.ts'
import { newCard, newCardholder, newVisitor, savedAfterwards, savedCard } from './visitor.ts'

/** Outcome, status and problem code of payments that block another. */
const blocking: readonly (readonly [BankAnswer, Payment['status'], 'payment_in_progress' | 'already_paid'])[] = [
  ['approval', 'succeeded', 'already_paid'],
  ['step-up', 'redirect', 'payment_in_progress'],
  ['silence', 'confirming', 'payment_in_progress'],
  ['review', 'review', 'payment_in_progress'],
]

const keys: readonly ConformanceCase[] = [
  {
    name: 'answers a repeated key with the same payment, whatever the CVC, the price and the quote are',
    async run(backend) {
      const { visitor, card } = await newCardholder(backend)
      const checkoutId = await visitor.newCheckout()
      const key = crypto.randomUUID()
      const { quote } = await visitor.getCheckout(checkoutId)
      const first = await visitor.pay(checkoutId, savedCard(card), { key, quote })
      const again = async (method: Parameters<typeof visitor.press>[1], used: string) =>
        requireAnswer(await visitor.press(checkoutId, method, { key, quote: used }), paymentSchema, 200)
      requireSame(await again(savedCard(card), quote), first, 'The repeated payment')
      requireSame(await again({ ...savedCard(card), cvc: '123' }, quote), first, 'The payment repeated with a CVC')
      await visitor.changePrice(checkoutId, 1495)
      requireSame(await again(savedCard(card), quote), first, 'The payment repeated at another price')
      requireSame(await again(savedCard(card), 'another'), first, 'The payment repeated with another quote')
    },
  },
  {
    name: 'refuses a key that belongs to another method or another checkout',
    async run(backend) {
      const { visitor, card } = await newCardholder(backend)
      const checkoutId = await visitor.newCheckout()
      const key = crypto.randomUUID()
      await visitor.pay(checkoutId, savedCard(card), { key })
      await requireProblem(await visitor.press(checkoutId, newCard, { key }), 'idempotency_mismatch')
      const other = await visitor.newCheckout()
      await requireProblem(await visitor.press(other, savedCard(card), { key }), 'idempotency_mismatch')
    },
  },
  {
    name: 'refuses a key that belongs to replacing a card, when the request replaces none or another',
    async run(backend) {
      const visitor = await newVisitor(backend, { cards: ['active', 'active'] })
      const [card, other] = await visitor.listCards()
      const checkoutId = await visitor.newCheckout()
      const checkout = await visitor.getCheckout(checkoutId)
      const key = crypto.randomUUID()
      const payment = await visitor.pay(checkoutId, savedAfterwards(checkout, card), { key })
      for (const method of [savedAfterwards(checkout), savedAfterwards(checkout, other)]) {
        await requireProblem(await visitor.press(checkoutId, method, { key }), 'idempotency_mismatch')
      }
      const again = await visitor.press(checkoutId, savedAfterwards(checkout, card), { key })
      requireSame(await requireAnswer(again, paymentSchema), payment, 'The repeated payment')
    },
  },
  {
    name: 'makes one payment of concurrent requests with one key',
    async run(backend) {
      const { visitor, card } = await newCardholder(backend)
      const checkoutId = await visitor.newCheckout()
      const how = { key: crypto.randomUUID(), quote: (await visitor.getCheckout(checkoutId)).quote }
      const requests = Array.from({ length: 5 }, () => visitor.press(checkoutId, savedCard(card), how))
      const answers = await Promise.all(requests)
      requireSame(
        answers.map(({ status }) => status).toSorted((a, b) => a - b),
        [200, 200, 200, 200, 201],
        'The answers',
      )
      const ids = await Promise.all(
        answers.map(async (answer) => {
          const status = answer.status === 201 ? 201 : 200
          return (await requireAnswer(answer, paymentSchema, status)).id
        }),
      )
      requireSame(new Set(ids).size, 1, 'The number of payments')
    },
  },
  {
    name: 'lets one of several tabs pay when all press at once',
    async run(backend) {
      const { visitor, card } = await newCardholder(backend)
      const checkoutId = await visitor.newCheckout()
      const { quote } = await visitor.getCheckout(checkoutId)
      const tabs = Array.from({ length: 3 }, () => visitor.press(checkoutId, savedCard(card), { quote }))
      const answers = await Promise.all(tabs)
      requireSame(
        answers.map(({ status }) => status).toSorted((a, b) => a - b),
        [201, 409, 409],
        'The answers',
      )
    },
  },
  {
    name: 'lets two customers use the same key',
    async run(backend) {
      const key = crypto.randomUUID()
      const [ada, bob] = [await newVisitor(backend), await newVisitor(backend)]
      const first = await ada.pay(await ada.newCheckout(), newCard, { key })
      const second = await bob.pay(await bob.newCheckout(), newCard, { key })
      if (first.checkoutId === second.checkoutId) throw new Error('Two customers share a payment.')
    },
  },
]

const open: readonly ConformanceCase[] = [
  ...blocking.map(([answer, status, code]): ConformanceCase => ({
    name: `refuses another payment beside one that is ${status}, and answers that one`,
    async run(backend) {
      const { visitor, card } = await newCardholder(backend)
      const checkoutId = await visitor.newCheckout()
      await visitor.bankAnswers(answer)
      const payment = await visitor.pay(checkoutId, savedCard(card))
      requireSame([payment.status, payment.mayPayAgain], [status, false], 'The payment')
      for (const method of [savedCard(card), newCard]) {
        const problem = await requireProblem(await visitor.press(checkoutId, method), code)
        const { id, status: shown } = problem.payment ?? {}
        requireSame([id, shown], [payment.id, status], 'The payment in the problem')
      }
    },
  })),
  {
    name: 'cancels an open payment on request, and then accepts another method',
    async run(backend) {
      const visitor = await newVisitor(backend)
      const checkoutId = await visitor.newCheckout()
      const { id } = await visitor.pay(checkoutId, newCard)
      const cancelled = await visitor.cancel(id)
      requireSame([cancelled.id, cancelled.status, cancelled.mayPayAgain], [id, 'cancelled', true], 'The payment')
      requireSame(await visitor.cancel(id), cancelled, 'The payment that was cancelled twice')
      requireSame((await visitor.getCheckout(checkoutId)).payment, cancelled, 'The payment in the checkout')
      requireSame((await visitor.pay(checkoutId, newCard)).status, 'redirect', 'The next payment')
    },
  },
  {
    name: 'does not change a paid payment on cancel',
    async run(backend) {
      const { visitor, card } = await newCardholder(backend)
      const paid = await visitor.pay(await visitor.newCheckout(), savedCard(card))
      requireSame(await visitor.cancel(paid.id), paid, 'The paid payment')
    },
  },
]

/** One payment for each idempotency key, one open payment and one success for each checkout. */
export const idempotencyCases: readonly ConformanceCase[] = [...keys, ...open]
