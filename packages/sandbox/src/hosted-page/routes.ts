import { Hono, type Context } from 'hono'
import { parseTypedCard } from '../card/card-entry.ts'
import { isTestCardId } from '../card/test-cards.ts'
import type { Engine } from '../engine/engine.ts'
import { readBytes } from '../http/body.ts'
import { openChallenge } from '../payment/challenge.ts'
import { closeOrder } from '../payment/close-order.ts'
import { findScenario, isForHostedPage } from '../scenario/scenarios.ts'
import { isFinal, type Order, type Transaction } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'
import { paymentUrl } from '../wire/hosted-page-url.ts'
import { appPage } from './app-page.ts'
import { CARD_FORM_SCRIPT } from './card-form-script.ts'
import { cardFormPage } from './card-form.ts'
import { challengePage } from './challenge-page.ts'
import { chooseMethodPage } from './choose-method-page.ts'
import {
  answerHostedChallenge,
  answerInApp,
  chooseMethod,
  findTransaction,
  payByCard,
  startPayment,
} from './hosted-payment.ts'
import { sendPage, sendText } from './layout.ts'
import { missingPage, outcomePage } from './outcome-page.ts'
import { availableMethods } from './payment-method.ts'
import { toReturnUrl } from './return-url.ts'
import { toTypedCard } from './sandbox-tools.ts'
import { STYLES } from './styles.ts'

async function readForm(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(new TextDecoder().decode(await readBytes(c.req.raw)))
}

/** False for prefetches and HEAD requests, which must not start a payment. */
const isVisit = (c: Context) => c.req.method === 'GET' && !/prefetch/i.test(c.req.header('sec-purpose') ?? '')

const redirect = (url: string) => new Response(null, { status: 303, headers: { location: url } })
const missing = () => sendPage(missingPage(), 404)
const transactionOf = (c: Context, order: Order) => findTransaction(order, c.req.param('transaction') ?? '')

/** Creates the routes of the hosted payment page, to mount at `/pay`. */
export function createHostedPages(engine: Engine): Hono {
  const pages = new Hono()
  const orderOf = (c: Context) => engine.store.order(c.req.param('order') ?? '')
  const outcome = (order: Order) => sendPage(outcomePage(order, toReturnUrl(engine, order)))

  /** Runs an operation on an order, if it exists. */
  const change = async <T>(id: string, operation: (work: UnitOfWork, order: Order) => T): Promise<T | undefined> =>
    engine.run((work) => {
      const order = work.order(id)
      return order === undefined ? undefined : operation(work, order)
    })

  /** Redirects after a step: to the next page of the payment, or to the return URL. */
  const continueOrder = (order: Order, transaction: Transaction) => {
    const isOpen = transaction.nextStep !== null && !isFinal(order.status)
    // Relative, so that the browser stays on the host name it used.
    if (isOpen) return redirect(paymentUrl({ ...engine.identity, url: '' }, order, transaction))
    const returnUrl = toReturnUrl(engine, order)
    return returnUrl === null ? outcome(order) : redirect(returnUrl)
  }

  const continueTransaction = (orderId: string, transactionId: string) => {
    const order = engine.store.order(orderId)
    const transaction = order === undefined ? undefined : findTransaction(order, transactionId)
    return order === undefined || transaction === undefined ? missing() : continueOrder(order, transaction)
  }

  pages.get('/assets/styles.css', () => sendText(STYLES, 'text/css'))
  pages.get('/assets/card-form.js', () => sendText(CARD_FORM_SCRIPT, 'text/javascript'))

  pages.post('/:order/cancel', async (c) => {
    const order = orderOf(c)
    if (order === undefined) return missing()
    await change(order.id, (work, current) => {
      if (!isFinal(current.status)) closeOrder(work, current, 'cancelled')
    })
    const cancelled = engine.store.order(order.id) ?? order
    const returnUrl = toReturnUrl(engine, cancelled)
    return cancelled.status === 'completed' || returnUrl === null ? outcome(cancelled) : redirect(returnUrl)
  })

  pages.get('/:order/select-payment-method', (c) => {
    const order = orderOf(c)
    if (order === undefined) return missing()
    if (isFinal(order.status)) return outcome(order)
    const [only] = order.transactions
    if (!order.chosenOnPage && only !== undefined) return continueOrder(order, only)
    return sendPage(chooseMethodPage(order, availableMethods(order)))
  })

  pages.post('/:order/select-payment-method', async (c) => {
    const order = orderOf(c)
    if (order === undefined) return missing()
    const method = (await readForm(c)).get('method') ?? ''
    if (isFinal(order.status) || !order.chosenOnPage) return outcome(order)
    if (!availableMethods(order).includes(method))
      return sendPage(chooseMethodPage(order, availableMethods(order)), 400)
    const transaction = await change(order.id, (work, current) => chooseMethod(work, current, method))
    return transaction === undefined ? missing() : continueTransaction(order.id, transaction.id)
  })

  const paymentPath = '/:order/select-payment-method/:method/:transaction'

  pages.get(paymentPath, async (c) => {
    const order = orderOf(c)
    const transaction = order === undefined ? undefined : transactionOf(c, order)
    if (order === undefined || transaction === undefined) return missing()
    if (isFinal(order.status)) return outcome(order)
    if (isVisit(c) && transaction.nextStep !== null) {
      await change(order.id, (work, current) => {
        const opened = findTransaction(current, transaction.id)
        if (opened === undefined) return
        if (opened.nextStep === 'challenge') openChallenge(work, current, opened)
        else startPayment(work, current, opened)
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

  pages.post(paymentPath, async (c) => {
    const order = orderOf(c)
    const transaction = order === undefined ? undefined : transactionOf(c, order)
    if (order === undefined || transaction === undefined) return missing()
    const form = await readForm(c)
    if (isFinal(order.status)) return outcome(order)
    if (transaction.nextStep === 'card-form') return payWithForm(order, transaction, form)
    await answerStep(order, transaction, form)
    return continueTransaction(order.id, transaction.id)
  })

  const payWithForm = async (order: Order, transaction: Transaction, form: URLSearchParams) => {
    const text = (name: string) => form.get(name) ?? ''
    const scenario = text('scenario')
    const used = text('use')
    if (isTestCardId(used)) return sendPage(cardFormPage(order, transaction, { typed: toTypedCard(used), scenario }))

    const typed = { number: text('number'), expiry: text('expiry'), cvc: text('cvc'), name: text('name') }
    const parsed = parseTypedCard(typed, engine.clock.now())
    if ('problems' in parsed) {
      // An invalid number may be a real card: it is never sent back in a page.
      const number = parsed.problems.number === undefined ? typed.number : ''
      const state = { typed: { ...typed, number, cvc: '' }, problems: parsed.problems, scenario }
      return sendPage(cardFormPage(order, transaction, state), 400)
    }
    const row = findScenario(scenario)
    const chosen = row !== undefined && isForHostedPage(row) ? row : undefined
    const charged = await change(order.id, (work, current) => {
      const opened = findTransaction(current, transaction.id)
      return opened === undefined ? undefined : payByCard(work, current, opened, parsed.card, chosen)
    })
    return continueTransaction(order.id, charged?.id ?? transaction.id)
  }

  const answerStep = async (order: Order, transaction: Transaction, form: URLSearchParams) => {
    const action = form.get('action')
    await change(order.id, (work, current) => {
      const opened = findTransaction(current, transaction.id)
      if (opened === undefined) return
      if (opened.nextStep === 'app') answerInApp(work, current, opened, action === 'approve')
      const code = form.get('use') ?? form.get('code') ?? ''
      if (opened.nextStep === 'challenge')
        answerHostedChallenge(work, current, opened, action === 'give-up' ? null : code.trim())
    })
  }

  return pages
}
