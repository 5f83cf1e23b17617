import { html } from 'hono/html'
import { TEST_CARDS } from '../card/test-cards.ts'
import { challengeCodes } from '../payment/challenge.ts'
import type { Order, Transaction } from '../store/order.ts'
import { formatAmount, layout, type Html } from './layout.ts'

/** The issuer's 3-D Secure challenge: a one-time code, with buttons for the two published ones. */
export function challengePage(order: Order, transaction: Transaction, wrongCode: boolean): Html {
  const { passes, fails } = challengeCodes(transaction)
  const lastFour = transaction.card === null ? '' : TEST_CARDS[transaction.card.cardId].number.slice(-4)
  const reference = order.fields.description ?? order.fields.merchant_order_id
  return layout({
    title: `${wrongCode ? 'Error: ' : ''}Confirm your payment`,
    main: html`${
        wrongCode
          ? html`<div class="alert" role="alert" tabindex="-1" autofocus>
              <h2>That code is wrong</h2>
              <p><a href="#code">Enter the code again.</a></p>
            </div>`
          : ''
      }
      <div class="summary">
        <h1>Your bank needs to confirm it is you</h1>
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
        This page stands in for the issuer. For this card <code>${passes}</code> passes and <code>${fails}</code> fails.
        After three other codes the challenge fails.
      </p>
      <div class="codes">
        <button class="small" form="challenge-form" name="use" value="${passes}">Pass with ${passes}</button>
        <button class="small" form="challenge-form" name="use" value="${fails}">Fail with ${fails}</button>
      </div>
    </aside>`,
  })
}
