import { savedCardsSchema } from '../saved-card.ts'
import { requireAnswer, requireDefined, requireProblem, requireSame } from './answer.ts'
import type { ConformanceCase } from './backend.ts'
import { newCard, newVisitor, savedCard, type Visitor } from './visitor.ts'

const makeDefault = (visitor: Visitor, cardId: string) => visitor.send('PUT', `/cards/${cardId}/default`)

/** A customer's saved cards. */
export const cardCases: readonly ConformanceCase[] = [
  {
    name: 'lists no cards as an empty list',
    async run(backend) {
      requireSame(await (await newVisitor(backend)).listCards(), [], 'The cards of a new customer')
    },
  },
  {
    name: 'has one default among the cards, and moves it when asked to',
    async run(backend) {
      const visitor = await newVisitor(backend, { cards: ['active', 'active'] })
      const before = await visitor.listCards()
      requireSame(before.filter(({ isDefault }) => isDefault).length, 1, 'How many cards are the default')
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
    name: 'forgets a removed card everywhere, and makes another one the default',
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
    name: 'lists the card that was saved last first, and leaves the default where it is',
    async run(backend) {
      const visitor = await newVisitor(backend, { cards: ['active'] })
      const before = await visitor.listCards()
      const checkoutId = await visitor.newCheckout()
      const { consent } = await visitor.getCheckout(checkoutId)
      const save = { consentVersion: consent.version, locale: consent.locale }
      await visitor.finishAtGateway(await visitor.pay(checkoutId, { ...newCard, save }))
      const [latest, ...rest] = await visitor.listCards()
      requireSame(latest?.isDefault, false, 'Whether the new card is the default')
      requireSame(rest, before, 'The cards there were before')
    },
  },
]
