import type { Context as HonoContext } from 'hono'
import { routes } from '@cardfile/contract'
import { toSavedCards } from '../cards/card-view.ts'
import { listCards, removeCard, setDefaultCard } from '../cards/cards.ts'
import type { Context } from '../context.ts'
import type { CardfileOptions } from '../options.ts'
import { readNow } from '../store/clock.ts'
import { toAnswer } from './answer.ts'
import { requireCustomer } from './customer.ts'
import type { OpenContext, RouteTable } from './route-table.ts'

const { listSavedCards, removeSavedCard, setDefaultCard: defaultRoute } = routes

/** The customer's saved cards. */
export function cardRoutes(options: CardfileOptions, open: OpenContext): RouteTable {
  return {
    [listSavedCards.path]: {
      [listSavedCards.method]: async (c: HonoContext) => answerCards(await requireCustomer(options, c), await open()),
    },
    [removeSavedCard.path]: {
      [removeSavedCard.method]: async (c: HonoContext) => {
        const customerId = await requireCustomer(options, c)
        await removeCard(await open(), customerId, c.req.param('cardId') ?? '')
        return new Response(null, { status: 204 })
      },
    },
    [defaultRoute.path]: {
      [defaultRoute.method]: async (c: HonoContext) => {
        const customerId = await requireCustomer(options, c)
        const context = await open()
        await setDefaultCard(context, customerId, c.req.param('cardId') ?? '')
        return answerCards(customerId, context)
      },
    },
  }
}

async function answerCards(customerId: string, { options, database, clock }: Context): Promise<Response> {
  const [rows, now] = await Promise.all([listCards(database.db, customerId), readNow(database.db, clock)])
  return toAnswer(listSavedCards.answer, { cards: toSavedCards(options, rows, now, null) })
}
