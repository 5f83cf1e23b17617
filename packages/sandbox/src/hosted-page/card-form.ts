import { html } from 'hono/html'
import type { CardField, TypedCard } from '../card/card-entry.ts'
import type { Order, Transaction } from '../store/order.ts'
import { cancelForm, formatAmount, layout, openUntil, orderSummary, type Html } from './layout.ts'
import { sandboxTools } from './sandbox-tools.ts'

/** Values and errors to show in the form. The CVC is never shown again. */
export interface CardFormState {
  readonly typed?: Partial<TypedCard>
  readonly problems?: Partial<Record<CardField, string>>
  readonly scenario?: string
}

interface FieldParts {
  readonly name: CardField
  readonly label: string
  readonly autocomplete: string
  readonly inputmode: 'numeric' | 'text'
  readonly hint?: string
  readonly maxlength: number
}

const FIELDS: readonly FieldParts[] = [
  { name: 'number', label: 'Card number', autocomplete: 'cc-number', inputmode: 'numeric', maxlength: 24 },
  {
    name: 'expiry',
    label: 'Expiry date',
    hint: 'Month and year, MM/YY',
    autocomplete: 'cc-exp',
    inputmode: 'numeric',
    // Browsers fill in up to nine characters, such as `12 / 2034`.
    maxlength: 9,
  },
  {
    name: 'cvc',
    label: 'Security code',
    hint: '3 digits, or 4 on the front',
    autocomplete: 'cc-csc',
    inputmode: 'numeric',
    maxlength: 4,
  },
  { name: 'name', label: 'Name on card (optional)', autocomplete: 'cc-name', inputmode: 'text', maxlength: 100 },
]

function field(parts: FieldParts, { typed = {}, problems = {} }: CardFormState): Html {
  const { name, label, hint, autocomplete, inputmode, maxlength } = parts
  const problem = problems[name]
  const described = [hint && `${name}-hint`, problem && `${name}-problem`].filter((id) => id !== undefined)
  return html`<div class="field ${name === 'number' || name === 'name' ? 'wide' : ''}">
    <label for="${name}">${label}</label>
    ${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`}
    <input
      type="text"
      id="${name}"
      name="${name}"
      value="${typed[name] ?? ''}"
      autocomplete="${autocomplete}"
      inputmode="${inputmode}"
      maxlength="${maxlength}"
      spellcheck="false"
      ${name === 'name' ? '' : 'required'}
      ${problem === undefined ? '' : html` aria-invalid="true"`}
      ${described.length === 0 ? '' : html` aria-describedby="${described.join(' ')}"`}
    />
    ${problem === undefined ? '' : html`<p class="problem" id="${name}-problem">${problem}</p>`}
  </div>`
}

function alertBox({ problems = {} }: CardFormState, transaction: Transaction): Html {
  const wrong = FIELDS.filter(({ name }) => problems[name] !== undefined)
  if (wrong.length > 0) {
    return html`<div class="alert" role="alert" tabindex="-1" autofocus>
      <h2>Check your card details</h2>
      <ul>
        ${wrong.map(({ name }) => html`<li><a href="#${name}">${problems[name]}</a></li>`)}
      </ul>
    </div>`
  }
  if (transaction.status !== 'error') return html``
  return html`<div class="alert" role="alert" tabindex="-1" autofocus>
    <h2>The payment did not go through</h2>
    <p>${transaction.customerMessage ?? 'The payment failed.'} You can try again or use another card.</p>
  </div>`
}

/** The card form, beside the sandbox's test cards and scenarios. */
export function cardFormPage(order: Order, transaction: Transaction, state: CardFormState = {}): Html {
  const saves = transaction.oneClickType === 'first' || transaction.recurringType === 'first'
  // The aside comes after the form: Enter presses the first submit button in the document, which must be Pay.
  return layout({
    title: `${state.problems === undefined ? '' : 'Error: '}Pay ${formatAmount(order.amount, order.currency)}`,
    main: html`${alertBox(state, transaction)}${orderSummary(order, 'Pay by card')}
      <form method="post" id="card-form" novalidate>
        <div class="fields">${FIELDS.map((parts) => field(parts, state))}</div>
        ${saves ? html`<p class="note">The shop will save this card for later payments.</p>` : ''}
        <button class="primary" name="action" value="pay">Pay ${formatAmount(order.amount, order.currency)}</button>
      </form>
      ${cancelForm(order)}${openUntil(order)}`,
    aside: sandboxTools(order, state.scenario ?? ''),
  })
}
