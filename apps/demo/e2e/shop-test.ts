import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base, type Page } from '@playwright/test'

export { expect }

let customers = 0

/** A name nobody has used: journeys share one shop, and must not meet. */
export function newCustomer(): string {
  customers += 1
  const letters = `${process.pid}${Date.now()}${customers}`.replaceAll(/\d/g, (digit) =>
    'abcdefghij'.charAt(Number(digit)),
  )
  return letters.slice(-20)
}

export async function signIn(page: Page, customer: string): Promise<void> {
  const answer = await page.request.post('/demo/session', { data: { customer } })
  expect(answer.ok()).toBe(true)
}

interface JourneyOptions {
  /** A complaint of the browser that the journey means to cause: it reports every refused request. */
  readonly tolerated: RegExp | undefined
  /** Whether the page is signed in as a customer of its own, or as nobody. */
  readonly visitor: 'customer' | 'nobody'
}

/**
 * A page of a customer of its own. Whatever the browser complains about fails the journey: an error on the console, an
 * exception, something the content security policy refused, an inline style in the kit.
 */
export const test = base.extend<JourneyOptions>({
  tolerated: [undefined, { option: true }],
  visitor: ['customer', { option: true }],
  page: async ({ page, tolerated, visitor }, provide) => {
    const complaints = await watchComplaints(page)
    if (visitor === 'customer') await signIn(page, newCustomer())
    await provide(page)
    expect(complaints.filter((complaint) => tolerated?.test(complaint) !== true)).toEqual([])
  },
})

/** What the browser complains about on this page, from its next document on. */
export async function watchComplaints(page: Page): Promise<string[]> {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      throw new Error(`Refused by the policy: ${violatedDirective} ${blockedURI}`)
    })
    new MutationObserver(() => {
      // What a server renders with one would be refused there.
      const styled = document.querySelector('[data-cardfile][style], [data-cardfile] [style]')
      if (styled !== null) throw new Error(`An inline style in the kit: ${styled.outerHTML}`)
    }).observe(document, { subtree: true, childList: true, attributeFilter: ['style'] })
  })
  return complaints
}

/** No rule of WCAG 2.2 A and AA is broken that a program can check. */
export async function expectAccessible(page: Page): Promise<void> {
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  await expectNoViolation(new AxeBuilder({ page }).withTags(rules))
}

/** All that another colour scheme can break. */
export async function expectContrast(page: Page): Promise<void> {
  await expectNoViolation(new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']))
}

async function expectNoViolation(axe: AxeBuilder): Promise<void> {
  const { violations } = await axe.analyze()
  expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))).toEqual([])
}
