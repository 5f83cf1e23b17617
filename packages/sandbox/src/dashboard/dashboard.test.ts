import { expect, it } from 'vitest'
import { createSandbox } from '../sandbox/create-sandbox.ts'

const url = 'http://localhost:4010'

it('lets the browser say that a press comes from the page itself, so that the press is heard', async () => {
  const sandbox = createSandbox({ url })
  const page = await sandbox.fetch(new Request(`${url}/`))
  // Under `no-referrer` Chromium sends forms with the origin `null`, which the control API keeps out.
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
