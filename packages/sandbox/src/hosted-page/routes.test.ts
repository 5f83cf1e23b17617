import { describe, expect, it } from 'vitest'
import {
  openBrowser,
  requireExternalRedirect,
  requirePage,
  type ExternalRedirect,
  type Page,
} from '../../test/support/browser.ts'
import { openGateway } from '../../test/support/gateway.ts'
import { testCardList } from '../card/test-cards.ts'

const addresses = {
  return_url: 'https://shop.example/return?ref=a%20b',
  failure_url: 'https://shop.example/failed#top',
}

async function openForm(fields: Record<string, unknown> = addresses, transaction: Record<string, unknown> = {}) {
  const gateway = openGateway()
  const browser = openBrowser(gateway.sandbox)
  const order = await gateway.create({ description: 'Two <b>bags</b> of coffee', ...fields }, transaction)
  const url = String(order.transactions[0].payment_url)
  const page = requirePage(await browser.visit(url))
  const status = () => gateway.sandbox.orders.get(order.id)?.status
  const pay = (on: Page, values: Record<string, string> = {}): Promise<Page | ExternalRedirect> => {
    browser.fill(on, {
      'Card number': '4111 1111 1111 1111',
      'Expiry date': '12/34',
      'Security code': '123',
      ...values,
    })
    return browser.press(on, 'Pay')
  }
  return { ...gateway, browser, order, url, page, status, pay }
}

describe('the card form', () => {
  it('shows the amount and description, and starts the payment', async () => {
    const { page, status } = await openForm()
    expect(page.text).toContain('€12.95')
    expect(page.text).toContain('Two <b>bags</b> of coffee')
    expect(page.text).toContain('Sandbox: no money moves')
    expect(status()).toBe('processing')
  })

  it('returns the browser to return_url with both ids appended', async () => {
    const { page, pay, order, sandbox, status } = await openForm()
    const away = requireExternalRedirect(await pay(page))
    const ids = `order_id=${order.id}&project_id=${String(order.project_id)}`
    expect(away).toBe(`https://shop.example/return?ref=a%20b&${ids}`)
    expect(status()).toBe('completed')
    expect(sandbox.orders.get(order.id)?.charged).toBe(1295)
  })

  it('leaves return_url unchanged with the setting appendReturnParameters', async () => {
    const { page, pay, sandbox } = await openForm()
    sandbox.configure({ appendReturnParameters: false })
    expect(requireExternalRedirect(await pay(page))).toBe(addresses.return_url)
  })

  it('shows the outcome when the order has no return_url', async () => {
    const { page, pay } = await openForm({})
    expect(requirePage(await pay(page)).text).toContain('The payment is complete.')
  })

  it('names every invalid field, and echoes neither card number nor security code', async () => {
    const { page, pay, browser, status } = await openForm()
    const refused = requirePage(
      await pay(page, { 'Card number': '4242 4242 4242 4242', 'Expiry date': '01/20', 'Security code': '12' }),
    )
    expect([refused.status, status()]).toEqual([400, 'processing'])
    const alert = refused.document.querySelector('[role=alert]')
    expect([...(alert?.querySelectorAll('a') ?? [])].map((link) => link.getAttribute('href'))).toEqual([
      '#number',
      '#expiry',
      '#cvc',
    ])
    for (const label of ['Card number', 'Expiry date', 'Security code']) {
      const input = browser.field(refused, label)
      expect(input.getAttribute('aria-invalid')).toBe('true')
      for (const id of (input.getAttribute('aria-describedby') ?? '').split(' ')) {
        expect(refused.document.getElementById(id)?.textContent).not.toBe('')
      }
    }
    expect(browser.field(refused, 'Card number').value).toBe('')
    expect(refused.document.documentElement.outerHTML).not.toContain('4242')
    expect(browser.field(refused, 'Expiry date').value).toBe('01/20')
    expect(browser.field(refused, 'Security code').value).toBe('')
  })

  it('lets the payer retry after a decline, until the order expires', async () => {
    const { page, pay, status, browser, url } = await openForm()
    const refused = requirePage(await pay(page, { 'Card number': '4111111111111151' }))
    expect(refused.text).toContain('There is not enough money on this card. You can try again or use another card.')
    expect(status()).toBe('error')
    requireExternalRedirect(await pay(refused))
    expect(status()).toBe('completed')
    const late = await openForm()
    await late.clock.advance(30 * 60_000)
    expect(requirePage(await late.pay(late.page)).text).toContain('The time to pay has run out')
    expect(late.status()).toBe('expired')
    expect(requirePage(await browser.visit(url)).text).toContain('The payment is complete.')
  })

  it('returns the payer to failure_url after one decline with the setting hostedRetry', async () => {
    const { page, pay, sandbox, order } = await openForm()
    sandbox.configure({ hostedRetry: false })
    const away = requireExternalRedirect(await pay(page, { 'Card number': '4111111111111105' }))
    expect(away).toBe(`https://shop.example/failed?order_id=${order.id}&project_id=${String(order.project_id)}#top`)
  })

  it('cancels the order and returns to failure_url', async () => {
    const { page, browser, status } = await openForm()
    expect(requireExternalRedirect(await browser.press(page, 'Cancel'))).toContain(
      'https://shop.example/failed?order_id=',
    )
    expect(status()).toBe('cancelled')
  })

  it('does not cancel an order that was paid in the meantime', async () => {
    const { page, browser, order, sandbox, status } = await openForm()
    await sandbox.pay(order.id)
    expect(requirePage(await browser.press(page, 'Cancel')).text).toContain('The payment is complete.')
    expect(status()).toBe('completed')
  })

  it('charges once when the form is submitted twice', async () => {
    const { page, pay, order, sandbox } = await openForm()
    await pay(page)
    expect(requirePage(await pay(page)).text).toContain('The payment is complete.')
    expect(sandbox.orders.get(order.id)?.charged).toBe(1295)
  })

  it.each(testCardList)('fills in $id from the list, without scripts', async ({ id, brand, number, result }) => {
    const { page, browser } = await openForm()
    const label = [...page.document.querySelectorAll('button[name=use]')].find(
      (each) => each.getAttribute('value') === id,
    )
    const filled = requirePage(await browser.press(page, label?.getAttribute('aria-label') ?? brand))
    expect(browser.field(filled, 'Card number').value.replaceAll(' ', '')).toBe(number)
    const reached = await browser.press(filled, 'Pay')
    if (result.kind === 'approve') return expect(requireExternalRedirect(reached)).toContain('/return')
    const next = requirePage(reached)
    expect(next.text).toContain(
      result.kind === 'decline' ? 'The payment did not go through' : 'Your bank needs to confirm',
    )
  })

  it('plays the chosen scenario for this attempt only', async () => {
    const { page, pay, browser, status } = await openForm()
    browser.choose(page, 'Declined: stolen card')
    const refused = requirePage(await pay(page))
    expect(status()).toBe('error')
    requireExternalRedirect(await pay(refused))
    expect(status()).toBe('completed')
  })

  it('cannot be framed, cached or injected with scripts', async () => {
    const { page } = await openForm()
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.document.documentElement.lang).toBe('en')
    expect(page.document.querySelectorAll('script:not([src])')).toHaveLength(0)
  })

  it('has the autocomplete attributes of a card form', async () => {
    const { page, browser } = await openForm()
    const wanted = {
      'Card number': 'cc-number',
      'Expiry date': 'cc-exp',
      'Security code': 'cc-csc',
      'Name on card': 'cc-name',
    }
    for (const [label, autocomplete] of Object.entries(wanted)) {
      expect(browser.field(page, label).getAttribute('autocomplete')).toBe(autocomplete)
    }
    expect(browser.field(page, 'Card number').getAttribute('inputmode')).toBe('numeric')
  })

  it('does not start a payment on a prefetch', async () => {
    const { create, sandbox } = openGateway()
    const order = await create()
    const headers = { 'sec-purpose': 'prefetch' }
    await sandbox.fetch(new Request(String(order.transactions[0].payment_url), { headers }))
    expect(sandbox.orders.get(order.id)?.status).toBe('new')
  })
})

describe('the challenge', () => {
  const challenges = testCardList.flatMap(({ id, number, result }) =>
    result.kind === 'challenge' ? [{ id, number, ...result }] : [],
  )

  it.each(challenges)('of $id passes with $passes', async ({ number, passes }) => {
    const { page, pay, browser, status } = await openForm()
    const bank = requirePage(await pay(page, { 'Card number': number }))
    browser.fill(bank, { 'One-time code': passes })
    expect(requireExternalRedirect(await browser.press(bank, 'Confirm payment'))).toContain('/return')
    expect(status()).toBe('completed')
  })

  it.each(challenges)('of $id fails with $fails, and the card form is back', async ({ number, fails }) => {
    const { page, pay, browser, status } = await openForm()
    const bank = requirePage(await pay(page, { 'Card number': number }))
    const form = requirePage(await browser.press(bank, `Fail with ${fails}`))
    expect(form.text).toContain('Transaction not authenticated, please retry.')
    expect(status()).toBe('error')
  })

  it('allows three attempts', async () => {
    const { page, pay, browser } = await openForm()
    let bank = requirePage(await pay(page, { 'Card number': '4018810000150015' }))
    for (const code of ['1111', '2222']) {
      browser.fill(bank, { 'One-time code': code })
      bank = requirePage(await browser.press(bank, 'Confirm payment'))
      expect(bank.text).toContain('That code is wrong')
    }
    browser.fill(bank, { 'One-time code': '4444' })
    expect(requirePage(await browser.press(bank, 'Confirm payment')).text).toContain('Pay by card')
  })

  it('can be given up', async () => {
    const { page, pay, browser, status } = await openForm()
    const bank = requirePage(await pay(page, { 'Card number': '4018810000150015' }))
    requirePage(await browser.press(bank, 'I cannot confirm this'))
    expect(status()).toBe('error')
  })
})

describe('the choice of a payment method', () => {
  it('offers the methods that the merchant asked for and the currency allows', async () => {
    const gateway = openGateway()
    const browser = openBrowser(gateway.sandbox)
    const order = await gateway.create({ ...addresses, payment_methods: ['credit-card', 'swish', 'google-pay'] }, null)
    const page = requirePage(await browser.visit(String(order.order_url)))
    expect([...page.document.querySelectorAll('button[name=method]')].map((each) => each.textContent.trim())).toEqual([
      'Card',
      'Google Pay',
    ])
    const form = requirePage(await browser.press(page, 'Card'))
    expect(form.text).toContain('Pay by card')
    expect((await gateway.readOrder(order.id)).transactions).toHaveLength(1)
    const again = requirePage(await browser.visit(String(order.order_url)))
    requirePage(await browser.press(again, 'Card'))
    expect((await gateway.readOrder(order.id)).transactions).toHaveLength(1)
  })

  it('leads to an app page for methods other than a card', async () => {
    const gateway = openGateway()
    const browser = openBrowser(gateway.sandbox)
    const order = await gateway.create({ ...addresses, currency: 'SEK', amount: 10000 }, null)
    const app = requirePage(await browser.press(requirePage(await browser.visit(String(order.order_url))), 'Swish'))
    const refused = requirePage(await browser.press(app, 'Decline'))
    expect(gateway.sandbox.orders.get(order.id)?.status).toBe('error')
    requireExternalRedirect(await browser.press(refused, 'Approve'))
    expect(gateway.sandbox.orders.get(order.id)?.status).toBe('completed')
  })
})

describe('an unknown page', () => {
  it.each(['/pay/x/', '/pay/x/select-payment-method/', '/pay/x/select-payment-method/credit-card/y/'])(
    'answers 404: %s',
    async (path) => {
      const { sandbox } = openGateway()
      const response = await sandbox.fetch(new Request(`http://sandbox.test${path}`))
      expect(response.status).toBe(404)
    },
  )
})
