import { html } from 'hono/html'
import type { CardField, TypedCard } from '../card/card-entry.ts'
import { TEST_CARDS, testCardList, type TestCard, type TestCardId } from '../card/test-cards.ts'
import type { Order, Transaction } from '../ledger/order.ts'
import { isForHostedPage, SCENARIOS } from '../scenario/scenarios.ts'
import { cancelForm, formatAmount, layout, openUntil, orderSummary, type Html } from './layout.ts'

/** What stands in the form when it is shown. The code is never put back into it. */
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
  readonly placeholder?: string
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
    maxlength: 7,
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
  const describedBy = [hint === undefined ? '' : `${name}-hint`, problem === undefined ? '' : `${name}-problem`]
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
      ${problem === undefined ? '' : html` aria-invalid="true"`}
      aria-describedby="${describedBy.join(' ').trim()}"
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

const grouped = (number: string) => (number.length === 16 ? number.replaceAll(/(.{4})(?=.)/g, '$1 ') : number)

/** What the form holds once a test card was chosen from the list. */
export function filledIn(cardId: TestCardId): TypedCard {
  const { number, cvcLength } = TEST_CARDS[cardId]
  return { number: grouped(number), expiry: '12/34', cvc: cvcLength === 4 ? '1234' : '123', name: 'Test Customer' }
}

function testCardRow(card: TestCard & { readonly id: TestCardId }): Html {
  const { result } = card
  const filled = filledIn(card.id)
  return html`<li>
    <span class="number">${filled.number}</span>
    <p class="hint">
      ${card.brand}.
      ${card.label}${result.kind === 'challenge' ? html`: <code>${result.passes}</code> passes, <code>${result.fails}</code> fails` : ''}
    </p>
    <button
      class="small"
      form="card-form"
      name="use"
      value="${card.id}"
      formnovalidate
      data-number="${filled.number}"
      data-expiry="${filled.expiry}"
      data-cvc="${filled.cvc}"
      data-name="${filled.name}"
      aria-label="Use ${card.brand} card ending ${card.number.slice(-4)}"
    >
      Use
    </button>
  </li>`
}

const GROUPS = { card: 'The bank', webhook: 'Webhooks', record: 'What the API says afterwards' } as const

function scenarioChoice(id: string, title: string, sentence: string, isChosen: boolean): Html {
  return html`<div class="choice">
    <input
      type="radio"
      form="card-form"
      name="scenario"
      id="scenario-${id}"
      value="${id}"
      aria-describedby="scenario-${id}-hint"
      ${isChosen ? html` checked` : ''}
    />
    <label for="scenario-${id}">${title}</label>
    <p class="hint" id="scenario-${id}-hint">${sentence}</p>
  </div>`
}

function scenarioPicker(order: Order, chosen: string): Html {
  const isScripted = order.fault.issuer !== undefined
  const title = isScripted ? 'As this order is scripted' : 'As the card says'
  const sentence = isScripted
    ? 'A script or the amount of this order decides, whatever the card.'
    : 'The list of test cards tells what each one does.'
  return html`<details${chosen === '' ? '' : html` open`}><summary>Scenario for this payment</summary><div class="scroll">
<fieldset class="choices"><legend>Default</legend>${scenarioChoice('', title, sentence, chosen === '')}</fieldset>
${Object.entries(GROUPS).map(
  ([group, legend]) =>
    html`<fieldset class="choices">
      <legend>${legend}</legend>
      ${SCENARIOS.filter((row) => row.group === group && isForHostedPage(row)).map((row) =>
        scenarioChoice(row.id, row.title, row.sentence, row.id === chosen),
      )}
    </fieldset>`,
)}
</div></details>`
}

/** The card form, with the sandbox's test cards and scenarios beside it. */
export function cardFormPage(order: Order, transaction: Transaction, state: CardFormState = {}): Html {
  const saves = transaction.oneClickType === 'first' || transaction.recurringType === 'first'
  // The buttons of the list come after Pay: the first one in the document is what the Enter key presses.
  return layout({
    title: `${state.problems === undefined ? '' : 'Error: '}Pay ${formatAmount(order.amount, order.currency)}`,
    main: html`${alertBox(state, transaction)}${orderSummary(order, 'Pay by card')}
      <form method="post" id="card-form" novalidate>
        <div class="fields">${FIELDS.map((parts) => field(parts, state))}</div>
        ${saves ? html`<p class="hint">The shop asks to save this card for later payments.</p>` : ''}
        <button class="primary" name="action" value="pay">Pay ${formatAmount(order.amount, order.currency)}</button>
      </form>
      ${cancelForm(order)}${openUntil(order)}`,
    aside: html`<aside class="tools" aria-label="Sandbox tools">
      <p class="quiet">
        This page stands in for the payment gateway. Only test cards work here: any future date, any security code. The
        code <code>666</code> is always wrong.
      </p>
      <details open>
        <summary>Test cards</summary>
        <ul class="cards">
          ${testCardList.map(testCardRow)}
        </ul>
      </details>
      ${scenarioPicker(order, state.scenario ?? '')}
    </aside>`,
  })
}
