import { screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cdp, commands } from 'vitest/browser'
import { PayWithSavedCardButton } from '../../src/one-click/pay-with-saved-card-button.tsx'
import { renderInShop } from '../support/render-in-shop.tsx'
import { visa } from '../../src/testing/fixtures.ts'
import { contrast, luminance, pixelOf } from './contrast.ts'

/** The colours of the stylesheet after a shop's bundler has processed it. */

const page = document.documentElement
const sheet = document.createElement('style')
let bundled = ''

beforeAll(async () => {
  bundled = await commands.bundleStyles()
})

/** Disables the unbundled stylesheet, which would hide faults in the bundled one. */
const disableOtherSheets = (disabled: boolean) => {
  for (const other of document.styleSheets) if (other.ownerNode !== sheet) other.disabled = disabled
}

beforeEach(() => {
  sheet.textContent = bundled
  document.head.append(sheet)
  disableOtherSheets(true)
})

afterEach(async () => {
  sheet.remove()
  disableOtherSheets(false)
  page.removeAttribute('style')
  await cdp().send('Emulation.setEmulatedMedia', { features: [] })
})

const emulate = (name: string, value: string) =>
  cdp().send('Emulation.setEmulatedMedia', { features: [{ name, value }] })
const prefer = (scheme: 'light' | 'dark') => emulate('prefers-color-scheme', scheme)

/** The painted colours of the pay button, in a section with this `color-scheme`, or with the page's. */
async function payButton(section = '') {
  renderInShop(
    <div style={{ colorScheme: section }}>
      <PayWithSavedCardButton checkoutId="order-1042" />
    </div>,
    { cards: [visa] },
  )
  const { backgroundColor, color } = getComputedStyle(await screen.findByRole('button', { name: /^Pay €12.95/ }))
  return { backgroundColor, color }
}

function expectLight({ backgroundColor, color }: Awaited<ReturnType<typeof payButton>>): void {
  expect(pixelOf(backgroundColor)).toEqual([0x25, 0x46, 0xd4])
  expect(pixelOf(color)).toEqual([255, 255, 255])
}

/** Browsers differ in their dark Canvas, so this does not compare exact colours. */
function expectDark({ backgroundColor, color }: Awaited<ReturnType<typeof payButton>>): void {
  expect(luminance(backgroundColor)).toBeGreaterThan(luminance(color))
  expect(contrast(backgroundColor, color)).toBeGreaterThanOrEqual(4.5)
  const [red = 0, , blue = 0] = pixelOf(backgroundColor)
  expect(blue).toBeGreaterThan(red)
}

describe('the pay button', () => {
  it.each(['light', 'dark'] as const)('is light on a page without a color-scheme, on a %s system', async (scheme) => {
    await prefer(scheme)
    expect(getComputedStyle(page).colorScheme).toBe('normal')
    expectLight(await payButton())
  })

  it('is dark on a dark page', async () => {
    await prefer('light')
    page.style.colorScheme = 'dark'
    expectDark(await payButton())
  })

  it.each([
    ['light', expectLight],
    ['dark', expectDark],
  ] as const)('follows a page that follows a %s system', async (scheme, expectScheme) => {
    await prefer(scheme)
    page.style.colorScheme = 'light dark'
    expectScheme(await payButton())
  })

  it('is dark in a dark section of a page without a color-scheme', async () => {
    expectDark(await payButton('dark'))
  })

  it('is light in a light section of a dark page', async () => {
    page.style.colorScheme = 'dark'
    expectLight(await payButton('light'))
  })

  // A plain system colour would stay unchanged on the repainted background.
  it('is readable in forced colours', async () => {
    await emulate('forced-colors', 'active')
    const { backgroundColor, color } = await payButton()
    expect(pixelOf(backgroundColor)).not.toEqual([0x25, 0x46, 0xd4])
    expect(contrast(backgroundColor, color)).toBeGreaterThanOrEqual(4.5)
  })

  it.each([
    ['a plain colour', '#0f766e'],
    ['light-dark()', 'light-dark(#000, #0f766e)'],
  ])('uses the accent of a shop that sets %s', async (_, accent) => {
    page.style.colorScheme = 'dark'
    page.style.setProperty('--cardfile-accent', accent)
    const { backgroundColor } = await payButton()
    expect(pixelOf(backgroundColor)).toEqual([0x0f, 0x76, 0x6e])
  })
})

const own = (name: string) => `var(--cardfile-${name})`
const tint = (back: string, front: string, share: number) => `color-mix(in oklab, ${back}, ${front} ${share}%)`

const chosen = tint(own('surface'), own('accent'), 7)
const hovered = tint(own('surface'), own('text'), 6)
const pressed = tint(own('accent'), own('text'), 18)
const tones = ['accent', 'good', 'warning', 'bad']
const notice = (tone: string) => tint(own('surface'), own(tone), 6)

/** Text needs 4.5:1 (WCAG 1.4.3); borders, focus rings and marks need 3:1 (1.4.11). */
const pairs: readonly (readonly [least: number, back: string, ...fronts: string[]])[] = [
  [4.5, 'Canvas', 'text', 'muted', 'accent', 'bad'],
  [4.5, own('surface'), 'text', 'muted', ...tones],
  [4.5, chosen, 'text', 'muted'],
  [4.5, hovered, 'text'],
  [4.5, own('accent'), 'on-accent'],
  [4.5, pressed, 'on-accent'],
  [4.5, own('bad'), 'surface'],
  ...tones.flatMap((tone) => [
    [4.5, notice(tone), 'text', tone] as const,
    [3, notice(tone), 'field-line', 'accent'] as const,
    // The mark on the disc.
    [3, own(tone), 'surface'] as const,
  ]),
  ...['Canvas', own('surface'), chosen, hovered].map((back) => [3, back, 'field-line', 'accent'] as const),
]

describe.each([
  ['light', 'light', 'Canvas', 'CanvasText'],
  ['dark', 'dark', 'Canvas', 'CanvasText'],
  ['dark in Firefox', 'dark', '#1c1b22', '#fbfbfe'],
  ['dark in Safari', 'dark', '#1e1e1e', '#fff'],
] as const)('a page that is %s', (_, scheme, canvas, canvasText) => {
  const asThere = (css: string) => css.replaceAll(/\bcanvas(text)?\b/gi, (_word, text) => (text ? canvasText : canvas))

  it('has enough contrast wherever one colour is on another', () => {
    page.style.colorScheme = scheme
    sheet.textContent = asThere(bundled)
    const sample = document.body.appendChild(document.createElement('p'))
    const weak = pairs.flatMap(([least, back, ...fronts]) =>
      fronts.flatMap((front) => {
        sample.style.cssText = `background: ${asThere(back)}; color: ${own(front)}`
        const { backgroundColor, color } = getComputedStyle(sample)
        const ratio = contrast(backgroundColor, color)
        return ratio < least ? [`${front} on ${back}: ${ratio.toFixed(2)} of ${least}`] : []
      }),
    )
    sample.remove()
    expect(weak).toEqual([])
  })
})

it('covers every colour mix of the stylesheet', () => {
  const mixed = [...bundled.matchAll(/color-mix\(in oklab, ?(var\([^)]+\)), ?(var\([^)]+\)) (\d+)%\)/g)]
  const backs = mixed.flatMap(([, back = '', front = '', share]) =>
    (front === 'var(--tone)' ? tones.map(own) : [front]).map((colour) => tint(back, colour, Number(share))),
  )
  // The border of a notice is decorative: its text and its mark identify it.
  const edges = tones.map((tone) => tint(own('surface'), own(tone), 35))
  expect(new Set(backs)).toEqual(new Set([chosen, hovered, pressed, ...tones.map(notice), ...edges]))
})
