import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base, type Page } from '@playwright/test'

export { expect }

let customers = 0

/** A unique name: journeys share one shop and must not share a customer. */
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
  /** A complaint that the journey causes on purpose: the browser reports every refused request. */
  readonly tolerated: RegExp | undefined
  /** Whether the page is signed in as a new customer, or anonymous. */
  readonly visitor: 'customer' | 'anonymous'
}

/**
 * A page of a new customer. Any complaint of the browser fails the journey: a console error, an exception, a violation of the
 * content security policy, an inline style in the kit.
 */
export const test = base.extend<JourneyOptions>({
  tolerated: [undefined, { option: true }],
  visitor: ['customer', { option: true }],
  page: async ({ page, tolerated, visitor }, provide) => {
    const complaints = await recordComplaints(page)
    if (visitor === 'customer') await signIn(page, newCustomer())
    await provide(page)
    expect(complaints.filter((complaint) => tolerated?.test(complaint) !== true)).toEqual([])
  },
})

/** Records the browser's complaints about this page, from its next document on. */
export async function recordComplaints(page: Page): Promise<string[]> {
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
      // The policy would refuse a server-rendered inline style.
      const styled = document.querySelector('[data-cardfile][style], [data-cardfile] [style]')
      if (styled !== null) throw new Error(`An inline style in the kit: ${styled.outerHTML}`)
    }).observe(document, { subtree: true, childList: true, attributeFilter: ['style'] })
  })
  return complaints
}

/** Checks every automated rule of WCAG 2.2 A and AA. */
export async function expectAccessible(page: Page): Promise<void> {
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  await expectNoViolation(new AxeBuilder({ page }).withTags(rules))
}

/** Checks the rules that another colour scheme can break. */
export async function expectContrast(page: Page): Promise<void> {
  await expectNoViolation(new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']))
}

async function expectNoViolation(axe: AxeBuilder): Promise<void> {
  const { violations } = await axe.analyze()
  expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))).toEqual([])
}
