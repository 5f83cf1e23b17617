import axe from 'axe-core'
import { expect, it } from 'vitest'
import { openBrowser, requirePage, type Page } from './support/browser.ts'
import { openGateway } from './support/gateway.ts'

/** Violations of WCAG 2.2 AA that need no layout. Contrast is checked in a browser. */
async function violations({ window, document }: Page) {
  window.eval(axe.source)
  const { axe: inside } = window as unknown as { axe: typeof axe }
  const { violations: found } = await inside.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { 'color-contrast': { enabled: false } },
  })
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

const { create, sandbox, clock } = openGateway()
const browser = openBrowser(sandbox)
const visit = async (url: string) => requirePage(await browser.visit(url))
const press = async (page: Page, label: string) => requirePage(await browser.press(page, label))

const order = await create({ description: 'Coffee', webhook_url: 'https://shop.example/' }, { one_click_type: 'first' })
const choice = await create({}, null)
const form = await visit(String(order.transactions[0].payment_url))
const wrong = await press(form, 'Pay')
browser.fill(form, { 'Card number': '4018810000150015', 'Expiry date': '12/34', 'Security code': '123' })
const challenge = await press(form, 'Pay')
const outcome = await press(challenge, 'Pass with 0101')
await clock.advance(0)
const app = await press(await visit(String(choice.order_url)), 'Google Pay')

it.each([
  ['card form', form],
  ['card form with errors', wrong],
  ['challenge', challenge],
  ['outcome', outcome],
  ['app', app],
  ['payment method page', await visit(String(choice.order_url))],
  ['missing page', await visit(`${sandbox.url}/pay/x/select-payment-method/`)],
  ['dashboard', await visit(`${sandbox.url}/`)],
])('the %s passes axe', async (_, page) => {
  expect(await violations(page)).toEqual([])
})
