import { Hono, type Context } from 'hono'
import { readBytes } from '../http/body.ts'
import { paymentUrl } from '../wire/wire-order.ts'
import { readCard } from '../card/card-entry.ts'
import { isTestCardId } from '../card/test-cards.ts'
import { isFinal, type Order, type Transaction } from '../store/order.ts'
import type { Work } from '../store/unit-of-work.ts'
import { openChallenge } from '../payment/challenge.ts'
import { cancelOrder } from '../payment/scheduled-changes.ts'
import type { Engine } from '../engine/engine.ts'
import { findScenario, isForHostedPage } from '../scenario/scenarios.ts'
import { cardFormPage } from './card-form.ts'
import { FILL_IN_SCRIPT } from './card-form-script.ts'
import { sendPage, sendText } from './layout.ts'
import { appPage, challengePage, chooseMethodPage, missingPage, outcomePage } from './outcome-page.ts'
import {
  answerApp,
  chooseMethod,
  confirmPayment,
  enterPage,
  findTransaction,
  methodsOf,
  payByCard,
} from './hosted-payment.ts'
import { filledIn } from './sandbox-tools.ts'
import { STYLES } from './styles.ts'
import { wayBack } from './return-url.ts'

async function readForm(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(new TextDecoder().decode(await readBytes(c.req.raw)))
}

/** A link preview or a browser that loads ahead is not a payer who came to pay. */
const isVisit = (c: Context) => c.req.method === 'GET' && !/prefetch/i.test(c.req.header('sec-purpose') ?? '')

const at = (address: string) => new Response(null, { status: 303, headers: { location: address } })
const missing = () => sendPage(missingPage(), 404)
const transactionOf = (c: Context, order: Order) => findTransaction(order, c.req.param('transaction') ?? '')

/** The hosted payment page, to be mounted at `/pay`. */
export function createPages(engine: Engine): Hono {
  const pages = new Hono()
  const orderOf = (c: Context) => engine.ledger.order(c.req.param('order') ?? '')
  const outcome = (order: Order) => sendPage(outcomePage(order, wayBack(engine, order)))

  /** Does something to the order, and answers it as it then is. */
  const change = async <T>(id: string, operation: (work: Work, order: Order) => T): Promise<T | undefined> =>
    engine.run((work) => {
      const order = work.order(id)
      return order === undefined ? undefined : operation(work, order)
    })

  /** After a step: back to the shop, on to the bank, or once more to the form. */
  const next = (order: Order, transaction: Transaction) => {
    const isOpen = transaction.nextStep !== null && !isFinal(order.status)
    // Relative, so that a browser that came by another name of this host stays there.
    if (isOpen) return at(paymentUrl({ ...engine.identity, url: '' }, order, transaction))
    const back = wayBack(engine, order)
    return back === null ? outcome(order) : at(back)
  }

  const nextOf = (orderId: string, transactionId: string) => {
    const order = engine.ledger.order(orderId)
    const transaction = order === undefined ? undefined : findTransaction(order, transactionId)
    return order === undefined || transaction === undefined ? missing() : next(order, transaction)
  }

  pages.get('/assets/styles.css', () => sendText(STYLES, 'text/css'))
  pages.get('/assets/fill-in.js', () => sendText(FILL_IN_SCRIPT, 'text/javascript'))

  pages.post('/:order/cancel', async (c) => {
    const order = orderOf(c)
    if (order === undefined) return missing()
    await change(order.id, (work, mine) => isFinal(mine.status) || cancelOrder(work, mine))
    const cancelled = engine.ledger.order(order.id) ?? order
    const back = wayBack(engine, cancelled)
    return cancelled.status === 'completed' || back === null ? outcome(cancelled) : at(back)
  })

  pages.get('/:order/select-payment-method', (c) => {
    const order = orderOf(c)
    if (order === undefined) return missing()
    if (isFinal(order.status)) return outcome(order)
    const [only] = order.transactions
    if (!order.chosenOnPage && only !== undefined) return next(order, only)
    return sendPage(chooseMethodPage(order, methodsOf(order)))
  })

  pages.post('/:order/select-payment-method', async (c) => {
    const order = orderOf(c)
    if (order === undefined) return missing()
    const method = (await readForm(c)).get('method') ?? ''
    if (isFinal(order.status) || !order.chosenOnPage) return outcome(order)
    if (!methodsOf(order).includes(method)) return sendPage(chooseMethodPage(order, methodsOf(order)), 400)
    const transaction = await change(order.id, (work, mine) => chooseMethod(work, mine, method))
    return transaction === undefined ? missing() : nextOf(order.id, transaction.id)
  })

  const address = '/:order/select-payment-method/:method/:transaction'

  pages.get(address, async (c) => {
    const order = orderOf(c)
    const transaction = order === undefined ? undefined : transactionOf(c, order)
    if (order === undefined || transaction === undefined) return missing()
    if (isFinal(order.status)) return outcome(order)
    if (isVisit(c) && transaction.nextStep !== null) {
      await change(order.id, (work, mine) => {
        const entered = findTransaction(mine, transaction.id)
        if (entered === undefined) return
        if (entered.nextStep === 'challenge') openChallenge(work, mine, entered)
        else enterPage(work, mine, entered)
      })
    }
    switch (transaction.nextStep) {
      case 'card-form':
        return sendPage(cardFormPage(order, transaction))
      case 'challenge':
        return sendPage(challengePage(order, transaction, transaction.wrongCodes > 0))
      case 'app':
        return sendPage(appPage(order, transaction))
      case null:
        return outcome(order)
      default:
        return transaction.nextStep satisfies never
    }
  })

  pages.post(address, async (c) => {
    const order = orderOf(c)
    const transaction = order === undefined ? undefined : transactionOf(c, order)
    if (order === undefined || transaction === undefined) return missing()
    const form = await readForm(c)
    if (isFinal(order.status)) return outcome(order)
    const answer = await (transaction.nextStep === 'card-form'
      ? payWithForm(order, transaction, form)
      : takeStep(order, transaction, form))
    return answer ?? nextOf(order.id, transaction.id)
  })

  const payWithForm = async (order: Order, transaction: Transaction, form: URLSearchParams) => {
    const text = (name: string) => form.get(name) ?? ''
    const scenario = text('scenario')
    const used = text('use')
    if (isTestCardId(used)) return sendPage(cardFormPage(order, transaction, { typed: filledIn(used), scenario }))

    const typed = { number: text('number'), expiry: text('expiry'), cvc: text('cvc'), name: text('name') }
    const read = readCard(typed, engine.clock.now())
    if ('problems' in read) {
      // What could be somebody's real card is not sent back in a page.
      const number = read.problems.number === undefined ? typed.number : ''
      const state = { typed: { ...typed, number, cvc: '' }, problems: read.problems, scenario }
      return sendPage(cardFormPage(order, transaction, state), 400)
    }
    const row = findScenario(scenario)
    const chosen = row !== undefined && isForHostedPage(row) ? row : undefined
    const tried = await change(order.id, (work, mine) => {
      const entered = findTransaction(mine, transaction.id)
      return entered === undefined ? undefined : payByCard(work, mine, entered, read.card, chosen)
    })
    return nextOf(order.id, tried?.id ?? transaction.id)
  }

  const takeStep = async (order: Order, transaction: Transaction, form: URLSearchParams) => {
    const action = form.get('action')
    await change(order.id, (work, mine) => {
      const entered = findTransaction(mine, transaction.id)
      if (entered === undefined) return
      if (entered.nextStep === 'app') answerApp(work, mine, entered, action === 'approve')
      const code = form.get('use') ?? form.get('code') ?? ''
      if (entered.nextStep === 'challenge')
        confirmPayment(work, mine, entered, action === 'give-up' ? null : code.trim())
    })
    return undefined
  }

  return pages
}
