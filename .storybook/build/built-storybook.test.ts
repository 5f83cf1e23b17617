import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type FrameLocator, type Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchOptions } from '../../.ci/browser.mjs'
import type { initialGlobals } from '../toolbar/toolbar.ts'
import { buildStorybook, serve } from './build-storybook.mjs'

interface Entry {
  readonly id: string
  readonly type: 'docs' | 'story'
  readonly title: string
  readonly tags: readonly string[]
}

const folder = mkdtempSync(join(tmpdir(), 'cardfile-storybook-'))
let browser: Browser
let site: Awaited<ReturnType<typeof serve>>
let entries: readonly Entry[]

beforeAll(async () => {
  await buildStorybook(folder)
  site = await serve(folder)
  browser = await chromium.launch(launchOptions())
  const index: { entries: Record<string, Entry> } = await (await fetch(`${site.url}/index.json`)).json()
  entries = Object.values(index.entries)
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await site?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A page that records its uncaught errors, and its requests to other origins. */
async function newPage(): Promise<{ page: Page; failures: string[] }> {
  const page = await browser.newPage()
  const failures: string[] = []
  page.on('pageerror', ({ message }) => failures.push(message))
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== site.url && /^(?:https?|wss?):$/.test(protocol)) failures.push(`requested ${request.url()}`)
  })
  return { page, failures }
}

const bytesIn = (path: string): number =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0)
    : statSync(path).size

it('is under 12 MB', () => {
  expect(bytesIn(folder)).toBeLessThan(12_000_000)
})

it('renders every page of the guide, with working story links and no external request', async () => {
  const guide = entries.filter(({ tags }) => tags.includes('unattached-mdx'))
  expect(guide.length).toBeGreaterThanOrEqual(8)
  const ids = new Set(entries.map(({ id }) => id))
  for (const { id, title } of guide) {
    const { page, failures } = await newPage()
    await page.goto(`${site.url}/iframe.html?viewMode=docs&id=${id}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const links = await page
      .locator('a[href*="path=/story/"]')
      .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''))
    const broken = links.filter((href) => !ids.has(/path=\/story\/([\w-]+)/.exec(href)?.[1] ?? ''))
    expect([title, broken, failures]).toEqual([title, [], []])
    if (/customer|flows|started|Accessibility/.test(title)) expect([title, links.length > 0]).toEqual([title, true])
    await page.close()
  }
}, 120_000)

it('keeps every toolbar choice in the URL, so that a link reproduces it', async () => {
  const choices: Record<keyof typeof initialGlobals, string> = {
    scenario: 'insufficient_funds',
    language: 'de',
    direction: 'rtl',
    theme: 'forest',
    scheme: 'dark',
    text: '150',
    motion: 'reduced',
    cvc: 'required',
    latency: '400',
  }
  const globals = Object.entries(choices).map(([name, value]) => `${name}:${value}`)
  const { page, failures } = await newPage()
  await page.goto(`${site.url}/?path=/story/checkout-playground--try-it&globals=${globals.join(';')}`)
  const canvas = canvasOf(page)
  await canvas.getByRole('button', { name: '12,95' }).waitFor()
  const seen = await canvas.locator('html').evaluate((html: HTMLElement) => ({
    direction: html.dir,
    language: html.lang,
    scheme: getComputedStyle(html).colorScheme,
    text: getComputedStyle(html).fontSize,
    theme: html.style.getPropertyValue('--cardfile-radius'),
  }))
  expect(seen).toEqual({ direction: 'rtl', language: 'de', scheme: 'dark', text: '24px', theme: '0.25rem' })
  const kept = new URL(page.url()).searchParams.get('globals')
  expect(kept?.split(';').toSorted()).toEqual(globals.toSorted())
  expect(failures).toEqual([])
  await page.close()
}, 120_000)

it('lets a visitor pay, save the card, and pay again with one press', async () => {
  const { page, failures } = await newPage()
  await page.goto(`${site.url}/?path=/story/checkout-playground--try-it`)
  const canvas = canvasOf(page)
  await canvas.getByRole('checkbox').check()
  await canvas.getByRole('button', { name: 'Pay €12.95 and save card' }).click()
  await canvas.getByRole('button', { name: 'Pay', exact: true }).click()
  await canvas.getByText('Paid €12.95').waitFor()
  await canvas.getByRole('button', { name: 'Buy something else' }).click()
  await canvas.getByRole('radio', { name: /ending in 0002/ }).waitFor()
  await canvas.getByRole('button', { name: 'Pay €12.95' }).click()
  await canvas.getByText('Paid €12.95').waitFor()
  expect(failures).toEqual([])
  await page.close()
}, 120_000)

it('shows the code that a merchant would write', async () => {
  const { page } = await newPage()
  await page.goto(`${site.url}/iframe.html?viewMode=docs&id=checkout-card-selection--docs`)
  await page.getByRole('switch', { name: 'Show code' }).first().click()
  const code = page.locator('pre:visible').first()
  await code.getByText('CardfileProvider').first().waitFor()
  const text = (await code.innerText()).replaceAll('\u00A0', ' ')
  expect(text.match(/<CardfileProvider endpoint="\/api\/cardfile">/g)).toHaveLength(1)
  expect(text).toContain('<Checkout')
  expect(text).toContain("from '@cardfile/react'")
  expect(text).not.toMatch(/Shop|stage|args|mock|fn\(/i)
  await page.close()
}, 120_000)

function canvasOf(page: Page): FrameLocator {
  return page.frameLocator('#storybook-preview-iframe')
}
