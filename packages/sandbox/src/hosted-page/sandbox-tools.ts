import { html } from 'hono/html'
import type { TypedCard } from '../card/card-entry.ts'
import { TEST_CARDS, testCardList, type TestCard, type TestCardId } from '../card/test-cards.ts'
import type { Order } from '../store/order.ts'
import { isForHostedPage, SCENARIOS } from '../scenario/scenarios.ts'
import type { Html } from './layout.ts'

// As printed on the cards: four groups of four, or four, six and the rest on the shorter ones.
const grouped = (number: string) =>
  number.length === 16
    ? number.replaceAll(/(.{4})(?=.)/g, '$1 ')
    : `${number.slice(0, 4)} ${number.slice(4, 10)} ${number.slice(10)}`

/** What the form holds once a test card was chosen from the list. */
export function filledIn(cardId: TestCardId): TypedCard {
  const { number, cvcLength } = TEST_CARDS[cardId]
  return { number: grouped(number), expiry: '12/34', cvc: cvcLength === 4 ? '1234' : '123', name: 'Test Customer' }
}

function testCardRow(card: TestCard & { readonly id: TestCardId }): Html {
  const { result, brand, number, label } = card
  const filled = filledIn(card.id)
  const codes =
    result.kind === 'challenge'
      ? html` <code>${result.passes}</code> passes, <code>${result.fails}</code> fails`
      : label
  return html`<li>
    <span class="number">${filled.number}</span>
    <p class="hint">${BRANDS[brand]}: ${codes}</p>
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
      aria-label="Use ${BRANDS[brand]} ending ${number.slice(-4)}"
    >
      Use
    </button>
  </li>`
}

const BRANDS = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
}
const RESULTS = { approve: 'Approved', decline: 'Declined', challenge: 'Ask for a one-time code' }

function testCards(): Html {
  return html`<details open>
    <summary>Test cards</summary>
    ${Object.entries(RESULTS).map(
      ([kind, heading]) =>
        html`<h3>${heading}</h3>
          <ul class="cards">
            ${testCardList.filter(({ result }) => result.kind === kind).map(testCardRow)}
          </ul>`,
    )}
  </details>`
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

/** Test cards and scenarios, beside the card form; their buttons and choices belong to it. */
export function sandboxTools(order: Order, scenario: string): Html {
  return html`<aside class="tools" aria-label="Sandbox tools">
    <h2>Sandbox</h2>
    <p class="quiet">
      This page stands in for the payment gateway. Only test cards work here: any future date, any security code. The
      code <code>666</code> is always wrong.
    </p>
    ${testCards()} ${scenarioPicker(order, scenario)}
  </aside>`
}
