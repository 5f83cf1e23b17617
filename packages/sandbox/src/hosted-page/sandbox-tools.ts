import { html } from 'hono/html'
import type { TypedCard } from '../card/card-entry.ts'
import { TEST_CARDS, testCardList, type TestCard, type TestCardId } from '../card/test-cards.ts'
import { SCENARIO_GROUPS } from '../scenario/scenario.ts'
import { isForHostedPage, SCENARIOS } from '../scenario/scenarios.ts'
import type { Order } from '../store/order.ts'
import type { Html } from './layout.ts'

// As printed on cards: four groups of four, or 4-6-rest on shorter numbers.
const grouped = (number: string) =>
  number.length === 16
    ? number.replaceAll(/(.{4})(?=.)/g, '$1 ')
    : `${number.slice(0, 4)} ${number.slice(4, 10)} ${number.slice(10)}`

/** The form's values for a test card chosen from the list. */
export function toTypedCard(cardId: TestCardId): TypedCard {
  const { number, cvcLength } = TEST_CARDS[cardId]
  return { number: grouped(number), expiry: '12/34', cvc: cvcLength === 4 ? '1234' : '123', name: 'Test Customer' }
}

function testCardRow(card: TestCard & { readonly id: TestCardId }): Html {
  const { result, brand, number, label } = card
  const filled = toTypedCard(card.id)
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
const RESULTS = { approve: 'Approved', decline: 'Declined', challenge: '3-D Secure challenge' }

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

const hostedScenarios = SCENARIOS.filter(isForHostedPage)
const hostedGroups = Object.entries(SCENARIO_GROUPS).filter(([group]) =>
  hostedScenarios.some((row) => row.group === group),
)

function scenarioPicker(order: Order, chosen: string): Html {
  const isScripted = order.fault.issuer !== undefined
  const title = isScripted ? 'As this order is scripted' : 'By the card'
  const sentence = isScripted
    ? 'A script or the amount of the order decides, whatever the card.'
    : 'See the list of test cards for how each one is answered.'
  return html`<details${chosen === '' ? '' : html` open`}><summary>Scenario for this payment</summary><div class="scroll">
<fieldset class="choices"><legend>Default</legend>${scenarioChoice('', title, sentence, chosen === '')}</fieldset>
${hostedGroups.map(
  ([group, legend]) =>
    html`<fieldset class="choices">
      <legend>${legend}</legend>
      ${hostedScenarios
        .filter((row) => row.group === group)
        .map((row) => scenarioChoice(row.id, row.title, row.sentence, row.id === chosen))}
    </fieldset>`,
)}
</div></details>`
}

/** Test cards and scenarios beside the card form. Their buttons and inputs belong to that form. */
export function sandboxTools(order: Order, scenario: string): Html {
  return html`<aside class="tools" aria-label="Sandbox tools">
    <h2>Sandbox</h2>
    <p class="quiet">
      This page stands in for the payment gateway. It only accepts test cards, with any future date and any security
      code. The security code <code>666</code> is always wrong.
    </p>
    ${testCards()} ${scenarioPicker(order, scenario)}
  </aside>`
}
