// Screenshots of all stories and pages, one sheet per variant: light, dark, right to left, phone, large text.
// `node .storybook/build/contact-sheet.mjs [variant]` builds the Storybook and writes .cache/contact-sheet/*.png.
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { launchOptions } from '../../.ci/browser.mjs'
import { buildStorybook, serve } from './build-storybook.mjs'

const [wanted] = process.argv.slice(2)
const cache = fileURLToPath(new URL('../../.cache/', import.meta.url))
const variants = {
  light: { width: 560, globals: '' },
  dark: { width: 560, globals: 'scheme:dark' },
  'right-to-left': { width: 560, globals: 'language:ar' },
  phone: { width: 360, globals: '' },
  'large-text': { width: 560, globals: 'text:200' },
  pages: { width: 1180, globals: '' },
  'pages-dark': { width: 1180, globals: 'scheme:dark' },
  'pages-phone': { width: 360, globals: '' },
}
if (wanted !== undefined && !(wanted in variants)) {
  throw new Error(`There is no variant ${wanted}. Choose one of ${Object.keys(variants).join(', ')}.`)
}

const folder = `${cache}storybook`
await buildStorybook(folder)
const { url, close } = await serve(folder)
mkdirSync(`${cache}contact-sheet`, { recursive: true })
const { entries } = await (await fetch(`${url}/index.json`)).json()
const browser = await chromium.launch(launchOptions())

for (const [variant, { width, globals }] of Object.entries(variants)) {
  if (wanted !== undefined && wanted !== variant) continue
  const shown = Object.values(entries).filter(({ type, tags }) =>
    variant.startsWith('pages') ? type === 'docs' && tags.includes('unattached-mdx') : type === 'story',
  )
  const page = await browser.newPage({ viewport: { width, height: 420 } })
  const pictures = []
  for (const { id, title, name, type } of shown) {
    await page.goto(`${url}/iframe.html?viewMode=${type}&id=${id}&globals=${globals}`)
    await page.waitForFunction(
      (event) => globalThis['__STORYBOOK_ADDONS_CHANNEL__']?.last(event) !== undefined,
      type === 'docs' ? 'docsRendered' : 'storyFinished',
      // Some stories wait for a timer.
      { timeout: 60_000 },
    )
    if (type === 'docs') await page.waitForTimeout(400)
    const picture = (await page.screenshot({ fullPage: true })).toString('base64')
    pictures.push(
      `<figure><figcaption>${title}: ${name}</figcaption><img src="data:image/png;base64,${picture}"></figure>`,
    )
  }
  await page.setViewportSize({ width: 1800, height: 400 })
  await page.setContent(
    `<!doctype html><style>
      body { columns: ${Math.max(1, Math.floor(1800 / (width * 0.75)))}; margin: 12px; font: 12px system-ui; background: #808080 }
      figure { margin: 0 0 12px; break-inside: avoid }
      img { width: 100% }
    </style>${pictures.join('')}`,
  )
  await page.screenshot({ path: `${cache}contact-sheet/${variant}.png`, fullPage: true })
  await page.close()
  process.stdout.write(`${cache}contact-sheet/${variant}.png\n`)
}
await browser.close()
await close()
