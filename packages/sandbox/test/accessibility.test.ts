import axe from 'axe-core'
import { describe, expect, it } from 'vitest'
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

describe('every page', () => {
  it('passes axe', async () => {
    const { create, sandbox, clock } = openGateway()
    const browser = openBrowser(sandbox)
    const order = await create(
      { description: 'Coffee', webhook_url: 'https://shop.example/' },
      { one_click_type: 'first' },
    )
    const choice = await create({}, null)
    const form = requirePage(await browser.visit(String(order.transactions[0].payment_url)))
    const wrong = requirePage(await browser.press(form, 'Pay'))
    browser.fill(form, { 'Card number': '4018810000150015', 'Expiry date': '12/34', 'Security code': '123' })
    const challenge = requirePage(await browser.press(form, 'Pay'))
    const outcome = requirePage(await browser.press(challenge, 'Pass with 0101'))
    await clock.advance(0)
    const app = requirePage(
      await browser.press(requirePage(await browser.visit(String(choice.order_url))), 'Google Pay'),
    )
    const pages = {
      form,
      wrong,
      challenge,
      outcome,
      app,
      choice: requirePage(await browser.visit(String(choice.order_url))),
      missing: requirePage(await browser.visit(`${sandbox.url}/pay/x/select-payment-method/`)),
      dashboard: requirePage(await browser.visit(`${sandbox.url}/`)),
    }
    for (const [name, page] of Object.entries(pages)) expect(await violations(page), name).toEqual([])
  })
})
