import { openCheckout } from './customer.ts'
import { expect, test, recordComplaints } from './shop-test.ts'

/** Every journey runs under this policy and fails at its first violation. This file tests that it does. */

test('every page is sent under the strict policy, with Trusted Types', async ({ page }) => {
  for (const address of ['/', '/cart', '/checkout/none', '/account', '/nowhere']) {
    const policy = (await page.request.get(address)).headers()['content-security-policy'] ?? ''
    expect(policy.replace(/'nonce-[\w+/=]{20,}'/, `'nonce-…'`).split('; '), address).toEqual([
      `default-src 'none'`,
      `script-src 'nonce-…' 'strict-dynamic'`,
      `style-src 'self'`,
      `connect-src 'self'`,
      `img-src 'self'`,
      `font-src 'self'`,
      `form-action 'self'`,
      `base-uri 'none'`,
      `frame-ancestors 'self'`,
      `require-trusted-types-for 'script'`,
      `trusted-types 'none'`,
    ])
  }
})

const violations: readonly [complaint: RegExp, violation: () => unknown][] = [
  [/style-src-elem/, () => document.head.append(document.createElement('style'))],
  [/style-src-attr/, () => document.querySelector('main')?.setAttribute('style', 'color: red')],
  [/require-trusted-types-for/, () => document.querySelector('main')?.insertAdjacentHTML('beforeend', '<p>')],
  [
    /An inline style in the kit/,
    () => document.querySelector<HTMLElement>('[data-cardfile] button')?.style.setProperty('color', 'red'),
  ],
]

test.describe('a journey', () => {
  test.use({ tolerated: /./ })
  test('fails at every inline style, and at text written as HTML', async ({ page }) => {
    const complaints = await recordComplaints(page)
    await openCheckout(page, 'oat-biscuits')
    await page.getByRole('button', { name: /^Pay/ }).waitFor()
    expect(complaints).toEqual([])
    for (const [complaint, violation] of violations) {
      await page.evaluate(violation).catch(() => {})
      await expect.poll(() => complaints.join('\n')).toMatch(complaint)
    }
  })
})
