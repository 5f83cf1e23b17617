import { describe, expect, it } from 'vitest'
import { openBrowser, requirePage } from '../../test/support/browser.ts'
import { openGateway } from '../../test/support/gateway.ts'
import { createSandbox } from '../sandbox/create-sandbox.ts'

const url = 'http://localhost:4010'

describe('the dashboard', () => {
  it('scripts a scenario from a same-origin form', async () => {
    const sandbox = createSandbox({ url })
    const page = await sandbox.fetch(new Request(`${url}/`))
    // Under `no-referrer` Chromium sends forms with the origin `null`, which the control API rejects.
    expect(page.headers.get('referrer-policy')).toBe('same-origin')
    const html = await page.text()
    const [, action = ''] = /<form[^>]*action="([^"]*scripts[^"]*)"/.exec(html) ?? []
    const pressed = await sandbox.fetch(
      new Request(new URL(action, url), {
        method: 'POST',
        headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'scenario=decline-51',
      }),
    )
    expect(pressed.status).toBe(303)
    expect(sandbox.scripts.list()).toMatchObject([{ scenario: 'decline-51' }])
    await sandbox.close()
  })

  it('has a control route for every button', async () => {
    const { sandbox, saveCard, oneClick, create } = openGateway()
    const { token } = await saveCard()
    await oneClick(token, {}, { webhook_url: 'https://shop.example/hook' })
    await create()
    sandbox.script('decline-51')
    const { document, window } = requirePage(await openBrowser(sandbox).visit(`${sandbox.url}/`))
    const forms = [...document.querySelectorAll('form')]
    const tables = [...document.querySelectorAll('h2')].map((heading) => heading.textContent)
    expect(tables).toEqual(expect.arrayContaining(['Queued scripts', 'Orders', 'Saved cards', 'Webhooks', 'Requests']))
    expect(forms.length).toBeGreaterThan(4)
    for (const form of forms) {
      const body = new URLSearchParams()
      for (const [name, value] of new window.FormData(form)) body.append(name, typeof value === 'string' ? value : '')
      const response = await sandbox.fetch(new Request(form.action, { method: 'POST', body }))
      expect([form.action, response.status, response.headers.get('location')]).toEqual([form.action, 303, '/'])
    }
  })
})
