import type { Payment } from '../payment.ts'
import { type SavedCard, savedCardsSchema } from '../saved-card.ts'
import { requireAnswer, requireDefined, requireProblem, requireSame } from './answer.ts'
import type { ConformanceCase } from './backend.ts'
import { newVisitor, savedAfterwards, savedCard, type Visitor } from './visitor.ts'

const makeDefault = (visitor: Visitor, cardId: string) => visitor.send('PUT', `/cards/${cardId}/default`)

/** Starts a payment that saves a new card, and replaces another one when given. */
async function startSaving(visitor: Visitor, replaces?: SavedCard): Promise<Payment> {
  const checkoutId = await visitor.newCheckout()
  return visitor.pay(checkoutId, savedAfterwards(await visitor.getCheckout(checkoutId), replaces))
}

const keeping: readonly ConformanceCase[] = [
  {
    name: 'returns an empty list to a customer without cards',
    async run(backend) {
      requireSame(await (await newVisitor(backend)).listCards(), [], 'The cards of a new customer')
    },
  },
  {
    name: 'has one default among the cards, and moves it on request',
    async run(backend) {
      const visitor = await newVisitor(backend, { cards: ['active', 'active'] })
      const before = await visitor.listCards()
      requireSame(before.filter(({ isDefault }) => isDefault).length, 1, 'The number of default cards')
      const other = requireDefined(
        before.find(({ isDefault }) => !isDefault),
        'A card that is not the default',
      )
      const { cards } = await requireAnswer(await makeDefault(visitor, other.id), savedCardsSchema)
      requireSame(
        cards,
        before.map((card) => ({ ...card, isDefault: card.id === other.id })),
        'The cards after the default has moved',
      )
      requireSame(await visitor.listCards(), cards, 'The cards, listed again')
    },
  },
  {
    name: 'shows an expired card and never makes it the default',
    async run(backend) {
      const visitor = await newVisitor(backend, { cards: ['expired'] })
      const [card] = await visitor.listCards()
      requireSame([card?.state, card?.isDefault], ['expired', false], 'The expired card')
      await requireProblem(await makeDefault(visitor, card?.id ?? ''), 'invalid_request')
      requireSame((await visitor.listCards())[0]?.isDefault, false, 'Whether the expired card is the default')
    },
  },
  {
    name: 'removes a card everywhere, and makes another one the default',
    async run(backend) {
      const visitor = await newVisitor(backend, { cards: ['active', 'active'] })
      const before = await visitor.listCards()
      const removed = requireDefined(
        before.find(({ isDefault }) => isDefault),
        'The default card',
      )
      const gone = await visitor.send('DELETE', `/cards/${removed.id}`)
      requireSame([gone.status, await gone.text()], [204, ''], 'The answer to a removal')
      const left = before.filter(({ id }) => id !== removed.id).map((card) => ({ ...card, isDefault: true }))
      requireSame(await visitor.listCards(), left, 'The cards that are left')
      const checkoutId = await visitor.newCheckout()
      requireSame((await visitor.getCheckout(checkoutId)).cards, left, 'The cards that the checkout offers')
      await requireProblem(await visitor.send('DELETE', `/cards/${removed.id}`), 'not_found')
      await requireProblem(await makeDefault(visitor, removed.id), 'not_found')
      await requireProblem(await visitor.press(checkoutId, savedCard(removed)), 'not_found')
    },
  },
  {
    name: 'lists the newest card first, and keeps the default',
    async run(backend) {
      const visitor = await newVisitor(backend, { cards: ['active'] })
      const before = await visitor.listCards()
      await visitor.finishAtGateway(await startSaving(visitor))
      const [latest, ...rest] = await visitor.listCards()
      requireSame(latest?.isDefault, false, 'Whether the new card is the default')
      requireSame(rest, before, 'The other cards')
    },
  },
]

const defaultOf = (cards: readonly SavedCard[]) =>
  requireDefined(
    cards.find(({ isDefault }) => isDefault),
    'The default card',
  )

const replacing: readonly ConformanceCase[] = [
  {
    name: 'replaces a card once the new one has been paid with',
    async run(backend) {
      const visitor = await newVisitor(backend, { cards: ['active', 'active'] })
      const before = await visitor.listCards()
      const replaced = defaultOf(before)
      const payment = await startSaving(visitor, replaced)
      requireSame(payment.method, { type: 'new-card', saving: true }, 'The method of the payment')
      requireSame(await visitor.listCards(), before, 'The cards while the payment is open')
      await visitor.finishAtGateway(payment)
      const [latest, ...rest] = await visitor.listCards()
      requireSame(latest?.isDefault, true, 'Whether the new card is the default, as the replaced one was')
      requireSame(
        rest,
        before.filter(({ id }) => id !== replaced.id),
        'The cards that were not replaced',
      )
      const checkoutId = await visitor.newCheckout()
      await requireProblem(await visitor.press(checkoutId, savedCard(replaced)), 'not_found')
    },
  },
  {
    name: 'keeps the default when another card is replaced',
    async run(backend) {
      const visitor = await newVisitor(backend, { cards: ['active', 'active'] })
      const before = await visitor.listCards()
      const replaced = requireDefined(
        before.find(({ isDefault }) => !isDefault),
        'A card that is not the default',
      )
      await visitor.finishAtGateway(await startSaving(visitor, replaced))
      const [latest, ...rest] = await visitor.listCards()
      requireSame([latest?.isDefault, rest], [false, [defaultOf(before)]], 'The cards afterwards')
    },
  },
  {
    name: 'keeps a card when the payment that would replace it is declined or cancelled',
    async run(backend) {
      const visitor = await newVisitor(backend, { cards: ['active'] })
      const before = await visitor.listCards()
      const payment = await startSaving(visitor, defaultOf(before))
      await visitor.finishAtGateway(payment, 'declined')
      requireSame(await visitor.listCards(), before, 'The cards after a decline')
      requireSame((await visitor.cancel(payment.id)).status, 'cancelled', 'The payment')
      requireSame(await visitor.listCards(), before, 'The cards after the payment was given up')
    },
  },
  {
    name: 'keeps a card that is replaced by itself',
    async run(backend) {
      const visitor = await newVisitor(backend)
      await visitor.finishAtGateway(await startSaving(visitor))
      const before = await visitor.listCards()
      await visitor.finishAtGateway(await startSaving(visitor, defaultOf(before)))
      // A gateway may issue the same token or another one: to the customer it is one card.
      const seen = (cards: readonly SavedCard[]) => cards.map((card) => ({ ...card, id: '' }))
      requireSame(seen(await visitor.listCards()), seen(before), 'The cards after the same card was typed again')
    },
  },
  {
    name: 'saves the new card when the one it replaces was removed meanwhile',
    async run(backend) {
      const visitor = await newVisitor(backend, { cards: ['active'] })
      const [replaced] = await visitor.listCards()
      const payment = await startSaving(visitor, replaced)
      await visitor.send('DELETE', `/cards/${replaced?.id}`)
      await visitor.finishAtGateway(payment)
      const cards = await visitor.listCards()
      requireSame([cards.length, cards[0]?.isDefault], [1, true], 'The cards')
    },
  },
  {
    name: 'does not restore a card that was removed while a payment that saves it was open',
    async run(backend) {
      const visitor = await newVisitor(backend)
      await visitor.finishAtGateway(await startSaving(visitor))
      const [card] = await visitor.listCards()
      const payment = await startSaving(visitor)
      await visitor.send('DELETE', `/cards/${card?.id}`)
      await visitor.finishAtGateway(payment)
      requireSame((await visitor.getPayment(payment.id)).status, 'succeeded', 'The payment')
      requireSame(await visitor.listCards(), [], 'The cards')
    },
  },
  {
    name: 'refuses to replace another customer’s card, a removed one and a missing one with identical answers',
    async run(backend) {
      const visitor = await newVisitor(backend, { cards: ['active', 'active'] })
      const [removed] = await visitor.listCards()
      await visitor.send('DELETE', `/cards/${removed?.id}`)
      const other = await newVisitor(backend, { cards: ['active'] })
      const [foreign] = await other.listCards()
      const checkoutId = await visitor.newCheckout()
      const checkout = await visitor.getCheckout(checkoutId)
      const answers = new Set<string>()
      const { save } = savedAfterwards(checkout)
      for (const replaces of ['x', crypto.randomUUID(), removed?.id ?? '', foreign?.id ?? '']) {
        const answer = await visitor.press(checkoutId, { type: 'new-card', save: { ...save, replaces } })
        answers.add(await answer.clone().text())
        await requireProblem(answer, 'not_found')
      }
      requireSame(answers.size, 1, 'How many different answers there are')
      requireSame(await other.listCards(), [foreign], 'The other customer’s cards')
    },
  },
]

/** A customer's saved cards. */
export const cardCases: readonly ConformanceCase[] = [...keeping, ...replacing]
