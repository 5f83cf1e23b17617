import type { Mutant } from './mutant.ts'

const transition = 'src/state-machine/transition.ts'
const finding = 'src/polling/finding.ts'
const claim = 'src/paying/claim-payment.ts'
const table = (test: string) => ({ file: 'src/state-machine/transition.test.ts', test })
const inReview = { file: 'src/polling/finding.test.ts', test: 'puts a paid order' }

/** Bugs that charge twice, lose a success, or take an unpaid payment for paid. */
export const moneyMutants: readonly Mutant[] = [
  {
    name: 'an unanswered charge counts as failed',
    file: transition,
    find: "return state === 'submitting' ? (kind === 'hosted' ? 'abandoned' : 'unknown') : state",
    replacement: "return state === 'submitting' ? 'rejected' : state",
    killedBy: table("'one_click': 'submitting' + 'no-answer'"),
  },
  {
    name: 'a server error of the gateway counts as a rejection',
    file: 'src/gateway/costplus/assumptions.ts',
    find: 'new Set([400, 401, 403, 404, 422])',
    replacement: 'new Set([400, 401, 403, 404, 422, 500, 502, 503, 504])',
    killedBy: { file: 'src/gateway/costplus/costplus-gateway.test.ts', test: 'reads 50' },
  },
  {
    name: 'any 4xx counts as a rejection, also without the documented body',
    file: 'src/gateway/costplus/read-answer.ts',
    find: 'if (!rejectedStatuses.has(status) || !v.is(errorSchema, body)) {',
    replacement: 'if (!rejectedStatuses.has(status)) {',
    killedBy: { file: 'src/gateway/costplus/costplus-gateway.test.ts', test: 'reads 4' },
  },
  {
    name: 'a charge is sent before its payment is committed',
    file: claim,
    find: 'return context.database.transaction((tx) => claim(context, tx, press, { id, canBeSent }))',
    replacement: `return new Promise((resolve, reject) => {
      const committing = context.database.transaction(async (tx) => {
        const claimed = await claim(context, tx, press, { id, canBeSent })
        resolve(claimed)
        await new Promise((commit) => setTimeout(commit, 100))
        return claimed
      })
      committing.catch(reject)
    })`,
    killedBy: { file: 'src/paying/claim-payment.test.ts', test: 'commits a payment before' },
  },
  {
    name: 'a checkout is claimed without the lock on its row',
    file: claim,
    find: "from(checkout).where(eq(checkout.id, id)).for('update')",
    replacement: 'from(checkout).where(eq(checkout.id, id))',
    killedBy: { file: 'src/paying/claim-payment.test.ts', test: 'lets one of many presses through' },
  },
  {
    name: 'the database allows two open payments of one checkout',
    file: 'src/store/schema.ts',
    find: "uniqueIndex('cardfile_payment_one_open')",
    replacement: "index('cardfile_payment_one_open')",
    killedBy: { file: 'src/store/migrate.test.ts', test: 'has a migration for everything' },
  },
  {
    name: 'a lost answer to COMMIT counts as a lost payment',
    file: claim,
    find: 'if (row === undefined) throw error\n      const card',
    replacement: 'if (row !== undefined) throw error\n      const card',
    killedBy: { file: 'src/paying/claim-payment.test.ts', test: 'reads its payment back' },
  },
  {
    name: 'an unanswered order POST is sent again',
    file: 'src/gateway/costplus/http-call.ts',
    find: 'const response = await send(url, init)',
    replacement: 'const response = await send(url, init).catch(() => send(url, init))',
    killedBy: { file: 'src/paying/claim-payment.test.ts', test: 'sends one order' },
  },
  {
    name: 'a redirect is followed, with the API key and the CVC',
    file: 'src/gateway/costplus/http-call.ts',
    find: "redirect: 'error'",
    replacement: "redirect: 'follow'",
    killedBy: { file: 'src/gateway/costplus/http-call.test.ts', test: 'reports a redirect' },
  },
  {
    name: 'a payment is given up after the first list without its order',
    file: 'src/polling/schedule.ts',
    find: 'export const absenceLists = 3',
    replacement: 'export const absenceLists = 1',
    killedBy: { file: 'src/polling/find-lost-order.test.ts', test: 'before the third list' },
  },
  {
    name: 'a payment is given up before the absence horizon',
    file: 'src/polling/schedule.ts',
    find: 'export const absenceHorizonMs = 600_000',
    replacement: 'export const absenceHorizonMs = 0',
    killedBy: { file: 'src/polling/find-lost-order.test.ts', test: 'before the horizon' },
  },
  {
    name: 'an unanswered list counts as complete',
    file: 'src/gateway/costplus/list-window.ts',
    find: 'return { orders: [], unread: [], isComplete: false }',
    replacement: 'return { orders: [], unread: [], isComplete: true }',
    killedBy: { file: 'src/gateway/costplus/list-window.test.ts', test: 'was not answered' },
  },
  {
    name: 'a truncated list counts as complete',
    file: 'src/gateway/costplus/list-window.ts',
    find: 'isComplete: !isSuspicious }',
    replacement: 'isComplete: true }',
    killedBy: { file: 'src/gateway/costplus/list-window.test.ts', test: 'never counts a list as complete' },
  },
  {
    name: 'an unreadable list item counts as another shop’s order',
    file: 'src/polling/find-lost-order.ts',
    find: 'ref === null || ref === row.ref)',
    replacement: 'false && ref === row.ref)',
    killedBy: { file: 'src/polling/unread-items.test.ts', test: 'does not declare an order absent' },
  },
  {
    name: 'an order in `error` counts as final',
    file: transition,
    find: "return staysClosing ? state : 'gateway_error'",
    replacement: "return staysClosing ? state : 'declined'",
    killedBy: table('error, which is not final'),
  },
  {
    name: 'a payment counts as cancelled before the gateway confirms it',
    file: transition,
    find: "state === 'gateway_error' ? 'closing' : state",
    replacement: "state === 'gateway_error' ? 'cancelled' : state",
    killedBy: table('give-up'),
  },
  {
    name: 'an accepted cancel counts without fetching the order',
    file: 'src/gateway/cancel-and-fetch.ts',
    find: 'if (CLOSED_STATUSES.has(status))',
    replacement: "if (cancel.kind === 'ok' || CLOSED_STATUSES.has(status))",
    killedBy: { file: 'src/gateway/cancel-and-fetch.test.ts', test: 'was accepted, and the order is paid' },
  },
  {
    name: 'a second charge counts as the first success',
    file: transition,
    find: "return isCheckoutPaid ? 'surplus' : 'succeeded'",
    replacement: "return 'succeeded'",
    killedBy: table('fetched completed on a checkout'),
  },
  {
    name: 'a second charge is not announced to the shop',
    file: 'src/payments/follow-up.ts',
    find: "return writeEvent(context, tx, { type: 'payment.surplus', ...about })",
    replacement: 'return',
    killedBy: { file: 'src/polling/sweep.test.ts', test: 'on the postgres database calls it surplus' },
  },
  {
    name: 'an older answer overwrites a newer one',
    file: 'src/polling/apply-finding.ts',
    find: "return order.modified < current.orderModified && order.status !== 'completed'",
    replacement: 'return false',
    killedBy: { file: 'src/polling/apply-finding.test.ts', test: 'ignores an order that is older' },
  },
  {
    name: 'a success is undone by later evidence',
    file: transition,
    find: "    case 'succeeded':\n    case 'surplus':\n      return state\n    case 'review':",
    replacement: "    case 'succeeded':\n      break\n    case 'surplus':\n      return state\n    case 'review':",
    killedBy: table("'one_click': 'succeeded' + 'cancelled'"),
  },
  {
    name: 'a late success of a payment that was given up is ignored',
    file: transition,
    find: 'return isPaid(evidence) ? paid(facts) : state',
    replacement: 'return state',
    killedBy: table("'one_click': 'not_found' + 'fetched completed"),
  },
  {
    name: 'the answer to the POST counts as evidence of payment',
    file: transition,
    find: "return order.fetched ? paid(facts) : 'processing'",
    replacement: 'return paid(facts)',
    killedBy: table('completed in the answer to the POST'),
  },
  {
    name: 'the amount is not compared',
    file: finding,
    find: 'order.amount.value !== payment.amount ||',
    replacement: '',
    killedBy: inReview,
  },
  {
    name: 'the currency is not compared',
    file: finding,
    find: 'order.amount.currency !== payment.currency ||',
    replacement: '',
    killedBy: inReview,
  },
  {
    name: 'the mode is not compared, so a test payment ships real goods',
    file: finding,
    find: "order.isTest !== (mode === 'test') ||",
    replacement: '',
    killedBy: inReview,
  },
  {
    name: 'the reference is not compared',
    file: finding,
    find: 'if (order.ref !== payment.ref) return undefined',
    replacement: '',
    killedBy: { file: 'src/polling/finding.test.ts', test: 'learns nothing from an order' },
  },
  {
    name: 'the customer is redirected to any address in an order',
    file: 'src/gateway/costplus/costplus-gateway.ts',
    find: 'isSafeRedirect(url) && origins.has(new URL(url).origin)',
    replacement: 'isSafeRedirect(url)',
    killedBy: { file: 'src/gateway/costplus/costplus-gateway.test.ts', test: 'trusts redirects to the gateway' },
  },
  {
    name: 'the quoted amount is not compared with the price',
    file: 'src/paying/validate-press.ts',
    find: '|| !isSameMoney(quote.amount, checkout.amount)',
    replacement: '',
    killedBy: { file: 'src/http/problems.test.ts', test: 'the price is the one the button showed' },
  },
  {
    name: 'a customer is redirected to pay a checkout that was paid while the order was created',
    file: 'src/polling/apply-finding.ts',
    find: "const last = isPaidOtherwise ? await giveUp(context, tx, next, 'paid-otherwise') : next",
    replacement: 'const last = next',
    killedBy: { file: 'src/polling/apply-finding.test.ts', test: 'sends no customer to pay a checkout' },
  },
  {
    name: 'a second paid order of one payment counts as the first',
    file: 'src/polling/sweep.ts',
    find: 'const isRecorded = known !== undefined && isFinal(known.state)',
    replacement: 'const isRecorded = false',
    killedBy: { file: 'src/polling/sweep.test.ts', test: 'records a second paid order' },
  },
  {
    name: "the sweep records other shops' paid orders",
    file: 'src/polling/sweep.ts',
    find: 'const isOurs = ({ ref }: UnreadItem) => ref?.startsWith(`${prefix}-`) === true',
    replacement: 'const isOurs = ({ ref }: UnreadItem) => ref !== prefix',
    killedBy: { file: 'src/polling/sweep.test.ts', test: 'leaves paid orders of others' },
  },
]
