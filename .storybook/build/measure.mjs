// Prints the size of the built Storybook, and the time until its first story renders: `node .storybook/build/measure.mjs`.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { launchOptions } from '../../.ci/browser.mjs'
import { buildStorybook, serve } from './build-storybook.mjs'

const folder = fileURLToPath(new URL('../../.cache/storybook', import.meta.url))
const bytesIn = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0)
    : statSync(path).size

await buildStorybook(folder)
process.stdout.write(`built: ${(bytesIn(folder) / 1e6).toFixed(1)} MB\n`)

const { url, close } = await serve(folder)
const browser = await chromium.launch(launchOptions())
for (let run = 1; run <= 5; run += 1) {
  // A new browser context each time, so that the cache is empty.
  const page = await browser.newPage()
  const startedAt = performance.now()
  await page.goto(`${url}/?path=/story/checkout-card-selection--one-saved-card`)
  await page.frameLocator('#storybook-preview-iframe').getByRole('button', { name: 'Pay €12.95' }).waitFor()
  process.stdout.write(`first story: ${((performance.now() - startedAt) / 1000).toFixed(2)} s\n`)
  await page.close()
}
await browser.close()
await close()
