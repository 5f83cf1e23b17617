// Every story at a glance, for a person to look at: light, dark, right to left, and on a phone.
// `node .storybook/contact-sheet.mjs [address of a running Storybook] [look]` writes .cache/contact-sheet/*.png.
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { launchOptions } from '../.ci/browser.mjs'

const address = process.argv[2] ?? 'http://127.0.0.1:6006'
const folder = fileURLToPath(new URL('../.cache/contact-sheet/', import.meta.url))
const looks = {
  light: { width: 560, globals: '' },
  dark: { width: 560, globals: 'scheme:dark' },
  'right-to-left': { width: 560, globals: 'language:ar' },
  phone: { width: 320, globals: '' },
}

mkdirSync(folder, { recursive: true })
const { entries } = await (await fetch(`${address}/index.json`)).json()
const stories = Object.values(entries).filter(({ type }) => type === 'story')
const browser = await chromium.launch(launchOptions())

for (const [look, { width, globals }] of Object.entries(looks)) {
  if (process.argv[3] !== undefined && process.argv[3] !== look) continue
  const page = await browser.newPage({ viewport: { width, height: 420 } })
  const pictures = []
  for (const { id, title, name } of stories) {
    await page.goto(`${address}/iframe.html?viewMode=story&id=${id}&globals=${globals}`)
    await page.waitForSelector('[data-cardfile], .hosted-page')
    // Long enough for a story to play to its end, or to the first line that expects English.
    await page.waitForTimeout(600)
    const picture = (await page.screenshot({ fullPage: true })).toString('base64')
    pictures.push(
      `<figure><figcaption>${title}: ${name}</figcaption><img src="data:image/png;base64,${picture}"></figure>`,
    )
  }
  await page.setViewportSize({ width: 1800, height: 400 })
  await page.setContent(
    `<!doctype html><style>
      body { columns: ${Math.floor(1800 / (width * 0.75))}; margin: 12px; font: 12px system-ui; background: #808080 }
      figure { margin: 0 0 12px; break-inside: avoid }
      img { width: 100% }
    </style>${pictures.join('')}`,
  )
  await page.screenshot({ path: `${folder}${look}.png`, fullPage: true })
  await page.close()
  process.stdout.write(`${folder}${look}.png\n`)
}
await browser.close()
