import { html } from 'hono/html'
import { PAYMENT_METHODS } from '../project/payment-methods.ts'
import { TEST_CARDS } from '../card/test-cards.ts'
import type { Order, Transaction } from '../store/order.ts'
import { challengeCodes } from '../payment/challenge.ts'
import { cancelForm, formatAmount, layout, openUntil, orderSummary, type Html } from './layout.ts'

/** What a method is called on the page. */
export const methodLabel = (method: string): string =>
  Object.hasOwn(PAYMENT_METHODS, method) ? (PAYMENT_METHODS[method]?.label ?? method) : method

/** The choice of a method, for orders that were created without a transaction. */
export function chooseMethodPage(order: Order, methods: readonly string[]): Html {
  return layout({
    title: `Pay ${formatAmount(order.amount, order.currency)}`,
    main: html`${orderSummary(order, 'How would you like to pay?')}
      <form method="post" class="methods">
        ${methods.map((method) => html`<button name="method" value="${method}">${methodLabel(method)}</button>`)}
      </form>
      ${methods.length === 0 ? html`<p>No payment method of this shop takes ${order.currency}.</p>` : ''}
      ${cancelForm(order)}${openUntil(order)}`,
  })
}

/** Stands for the app of a method that is not a card. */
export function appPage(order: Order, transaction: Transaction): Html {
  const label = methodLabel(transaction.method)
  return layout({
    title: `Pay with ${label}`,
    main: html`${
        transaction.status === 'error'
          ? html`<div class="alert" role="alert" tabindex="-1" autofocus>
              <h2>The payment did not go through</h2>
              <p>You can try again.</p>
            </div>`
          : ''
      }${orderSummary(order, `Pay with ${label}`)}
      <p>This page stands in for the app of ${label}.</p>
      <form method="post">
        <button class="primary" name="action" value="approve">
          Approve ${formatAmount(order.amount, order.currency)}
        </button>
        <button class="secondary" name="action" value="refuse">Refuse</button>
      </form>
      ${cancelForm(order)}${openUntil(order)}`,
  })
}

/** The page of the card's bank: a one-time code, and for people in a hurry the two published ones. */
export function challengePage(order: Order, transaction: Transaction, wrongCode: boolean): Html {
  const { passes, fails } = challengeCodes(transaction)
  const lastFour = transaction.card === null ? '' : TEST_CARDS[transaction.card.cardId].number.slice(-4)
  const reference = order.fields.description ?? order.fields.merchant_order_id
  return layout({
    title: `${wrongCode ? 'Error: ' : ''}Confirm your payment`,
    main: html`${
        wrongCode
          ? html`<div class="alert" role="alert" tabindex="-1" autofocus>
              <h2>That code is not right</h2>
              <p><a href="#code">Enter the code again.</a></p>
            </div>`
          : ''
      }
      <div class="summary">
        <h1>Your bank wants to be sure it is you</h1>
        <p class="amount">${formatAmount(order.amount, order.currency)}</p>
      </div>
      <dl class="facts">
        <dt>Card</dt>
        <dd>ending ${lastFour}</dd>
        ${
          typeof reference === 'string'
            ? html`<dt>For</dt>
                <dd>${reference}</dd>`
            : ''
        }
      </dl>
      <form method="post" id="challenge-form">
        <div class="field">
          <label for="code">One-time code</label>
          <p class="hint" id="code-hint">The code your bank would have sent to your phone</p>
          <input
            type="text"
            id="code"
            name="code"
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength="8"
            aria-describedby="code-hint"
            ${wrongCode ? html` aria-invalid="true"` : html` autofocus`}
          />
        </div>
        <button class="primary" name="action" value="confirm">Confirm payment</button>
        <button class="secondary" name="action" value="give-up">I cannot confirm this</button>
      </form>`,
    aside: html`<aside class="tools" aria-label="Sandbox tools">
      <h2>Sandbox</h2>
      <p class="quiet">
        This page stands in for the bank. For this card <code>${passes}</code> passes and <code>${fails}</code> fails;
        three other codes fail too.
      </p>
      <div class="codes">
        <button class="small" form="challenge-form" name="use" value="${passes}">Pass with ${passes}</button>
        <button class="small" form="challenge-form" name="use" value="${fails}">Fail with ${fails}</button>
      </div>
    </aside>`,
  })
}

const OUTCOMES = {
  completed: { look: 'good', title: 'Paid', text: 'The payment is complete.' },
  cancelled: { look: '', title: 'Cancelled', text: 'This payment was cancelled. Nothing was charged.' },
  expired: { look: '', title: 'Too late', text: 'The time to pay has run out. Nothing was charged.' },
  error: { look: 'bad', title: 'Not paid', text: 'The payment did not go through.' },
  processing: {
    look: '',
    title: 'One moment',
    text: 'The bank has not answered yet. This page looks again by itself.',
  },
  new: { look: '', title: 'Nothing to pay here', text: 'This address is not the one to pay at.' },
} as const

/** What became of an order that nobody can pay any more at this address. */
export function outcomePage(order: Order, wayBack: string | null): Html {
  const { look, title, text } = OUTCOMES[order.status]
  const reason = order.status === 'error' ? (order.transactions.at(-1)?.customerMessage ?? '') : ''
  return layout({
    title,
    ...(order.status === 'processing' && { refreshSeconds: 2 }),
    main: html`${orderSummary(order, 'Your payment')}
      <div class="result ${look}" role="status">
        <h2>${title}</h2>
        <p>${text} ${reason}</p>
      </div>
      ${wayBack === null ? html`<p class="quiet">You can close this page.</p>` : html`<a class="primary" href="${wayBack}">Return to the shop</a>`}`,
  })
}

/** There is no such payment. */
export function missingPage(): Html {
  return layout({
    title: 'No such payment',
    main: html`<h1>No such payment</h1>
      <p>This address does not belong to a payment of this sandbox. It may have been reset since.</p>`,
  })
}
