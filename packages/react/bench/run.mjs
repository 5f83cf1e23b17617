// Measures the time until a pay button is painted, and from a press to its request, against the least a shop could write:
// React, react-query, a fetch and a button. Alternates the pages, so that other load on the machine affects all of them alike.
// Needs the builds of contract and react. BENCH_ROUNDS sets the number of rounds.
import { chromium } from 'playwright'
import { launchOptions } from '../../../.ci/browser.mjs'
import { openShop } from './shop.mjs'

const print = (line) => process.stdout.write(`${line}\n`)
const profiles = {
  'this machine': { rounds: Number(process.env.BENCH_ROUNDS ?? 25) },
  'a phone: processor 4 times slower, 1.6 Mbit/s, 150 ms': {
    rounds: Math.ceil(Number(process.env.BENCH_ROUNDS ?? 25) / 2.5),
    slowdown: 4,
    line: { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 },
  },
}
const digits = { elements: 0, 'layout shift': 4 }
const targets = { 'painted, ms': 1.1, 'press to request, ms': 1.2 }

/** Runs in the page, before its own scripts. */
function watch() {
  const seen = { shift: 0, longTasks: 0 }
  window.seen = seen
  new PerformanceObserver((list) => {
    // A layout shift right after an input is expected.
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) seen.shift += value
  }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longTasks += duration
  }).observe({ type: 'longtask', buffered: true })
  const observer = new MutationObserver(() => {
    const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent.startsWith('Pay €'))
    if (button === undefined) return
    observer.disconnect()
    // A frame callback runs before the paint, a message from it after.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', () => {
        seen.painted = performance.now()
      })
      port1.start()
      port2.postMessage('')
    })
  })
  observer.observe(document, { subtree: true, childList: true, characterData: true })
  addEventListener('click', ({ timeStamp }) => (seen.pressed = timeStamp), { capture: true })
  const fetch = window.fetch.bind(window)
  window.fetch = (...call) => {
    if (call[1]?.method === 'POST') seen.requested = performance.now()
    return fetch(...call)
  }
}

async function measure(browser, url, { slowdown = 1, line }) {
  const context = await browser.newContext()
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  if (line !== undefined) await devtools.send('Network.emulateNetworkConditions', line)
  await page.addInitScript(watch)
  await page.goto(url)
  await page.waitForFunction(() => window.seen.painted !== undefined)
  const nodes = await page.evaluate(() => document.querySelectorAll('#root *').length)
  const { x, y, width, height } = await page.getByRole('button', { name: /^Pay €/ }).boundingBox()
  await page.mouse.click(x + width / 2, y + height / 2)
  await page.waitForFunction(() => window.seen.requested !== undefined)
  const { painted, pressed, requested, shift, longTasks } = await page.evaluate(() => window.seen)
  await context.close()
  return {
    'painted, ms': painted,
    'press to request, ms': requested - pressed,
    'long tasks, ms': longTasks,
    elements: nodes,
    'layout shift': shift,
  }
}

/** The median, and the middle half of the values. */
function medianOf(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part) => sorted[Math.floor((sorted.length - 1) * part)]
  return { median: at(0.5), from: at(0.25), to: at(0.75) }
}

const shop = await openShop()
const browser = await chromium.launch(launchOptions())
try {
  for (const page of shop.pages) print(`${page.padEnd(9)} ${shop.bytes(page)} B of scripts and styles, compressed`)
  for (const [name, profile] of Object.entries(profiles)) {
    const runs = new Map(shop.pages.map((page) => [page, []]))
    for (const page of shop.pages) await measure(browser, `${shop.url}/${page}/index.html`, profile)
    for (let round = 0; round < profile.rounds; round += 1) {
      const order = round % 2 === 0 ? shop.pages : shop.pages.toReversed()
      for (const page of order) runs.get(page).push(await measure(browser, `${shop.url}/${page}/index.html`, profile))
    }
    print(`\n${name}, ${profile.rounds} rounds, median (middle half)`)
    for (const figure of Object.keys(runs.get('floor')[0])) {
      const floor = medianOf(runs.get('floor').map((run) => run[figure])).median
      for (const page of shop.pages) {
        const { median, from, to } = medianOf(runs.get(page).map((run) => run[figure]))
        const [median50, low, high] = [median, from, to].map((value) => value.toFixed(digits[figure] ?? 1))
        const target = page === 'floor' ? undefined : targets[figure]
        const ratio = target && `  ${(median / floor).toFixed(2)} × the floor (target ${target.toFixed(2)})`
        print(`  ${figure.padEnd(21)} ${page.padEnd(9)} ${median50} (${low} to ${high})${ratio ?? ''}`)
      }
    }
  }
} finally {
  await browser.close()
  shop.close()
}
