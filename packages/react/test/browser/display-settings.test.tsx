import { screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { cdp, page, userEvent } from 'vitest/browser'
import { SavedCardManager } from '../../src/cards/saved-card-manager.tsx'
import { Checkout } from '../../src/checkout/checkout.tsx'
import { PayWithSavedCardButton } from '../../src/one-click/pay-with-saved-card-button.tsx'
import { renderInShop } from '../support/render-in-shop.tsx'
import type { FakeBackendOptions } from '../../src/testing/fake-backend.ts'
import { expiredCard, mastercard, visa, withCvc } from '../../src/testing/fixtures.ts'
import { painted } from './layout-shift.ts'

/** The kit under the display settings of a customer: zoom, text size, reduced motion, forced colours. */

const checkout = <Checkout checkoutId="order-1042" />
const cards = [withCvc(visa, 'required'), mastercard, expiredCard]

/** Screens that together show every component. */
const screens: Record<string, () => Promise<unknown>> = {
  'a first checkout': () => show(checkout, {}),
  'a checkout with saved cards': () => show(checkout, { cards }),
  'a checkout being paid': async () => {
    const { user } = await show(checkout, { cards: [visa], scenario: 'never_answers' })
    await user.click(screen.getByRole('button', { name: /^Pay/ }))
    await screen.findByRole('button', { name: /^Paying/ })
  },
  'a declined payment': async () => {
    const { user } = await show(checkout, { cards: [visa, mastercard], scenario: 'insufficient_funds' })
    await user.click(screen.getByRole('button', { name: /^Pay/ }))
    await screen.findByRole('button', { name: 'Another card' })
  },
  'an open payment': () => show(checkout, { cards, payment: 'redirect' }),
  'a purchase to confirm': async () => {
    const { user } = await show(<PayWithSavedCardButton checkoutId="order-1042" />, { cards })
    await user.click(screen.getByRole('button', { name: /^Pay/ }))
    await screen.findByRole('dialog')
  },
  'the account page': () => show(<SavedCardManager />, { cards }),
  'a card removal to confirm': async () => {
    const { user } = await show(<SavedCardManager />, { cards })
    await user.click(screen.getByRole('button', { name: /^Remove: Visa ending in 4242/ }))
    await screen.findByRole('dialog')
  },
}

async function show(ui: ReactElement, options: FakeBackendOptions) {
  const shop = renderInShop(<main>{ui}</main>, options)
  await screen.findAllByRole('button', { name: /^(Pay|Cancel|Remove)/ })
  return shop
}

async function emulate(features: Readonly<Record<string, string>>): Promise<void> {
  const media = Object.entries(features).map(([name, value]) => ({ name, value }))
  await cdp().send('Emulation.setEmulatedMedia', { features: media })
}

afterEach(async () => {
  document.documentElement.style.fontSize = ''
  await emulate({})
  await page.viewport(1280, 900)
})

const parts = () => [...document.querySelectorAll<HTMLElement>('[data-cardfile], [data-cardfile] *')]

/** The elements that are clipped or overflow the window, except the visually hidden status line. */
function clipped(): string[] {
  return parts()
    .filter((element) => element.closest('[data-tone="quiet"]') === null && element.checkVisibility())
    .filter((element) => {
      const { left, right } = element.getBoundingClientRect()
      const { overflowX } = getComputedStyle(element)
      const isCut = element.scrollWidth > element.clientWidth + 1 && overflowX !== 'visible' && element.clientWidth > 0
      return left < -0.5 || right > innerWidth + 0.5 || (isCut && overflowX !== 'auto')
    })
    .map((element) => element.outerHTML.slice(0, 90))
}

describe.each(Object.entries(screens))('%s', (_, open) => {
  it('has targets of at least 24 by 24 pixels', async () => {
    await page.viewport(320, 640)
    await open()
    const targets = parts().filter((element) => element.matches('button, label:has(input), input:not(label input)'))
    expect(targets.length).toBeGreaterThan(0)
    const small = targets.filter((element) => {
      const { width, height } = element.getBoundingClientRect()
      return element.checkVisibility() && !element.matches('label[for]') && Math.min(width, height) < 24
    })
    expect(small.map((element) => element.outerHTML)).toEqual([])
  })

  it('clips nothing and scrolls in one direction only at 400 % zoom', async () => {
    // A window of 1280 by 1024 at 400 %.
    await page.viewport(320, 256)
    await open()
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320)
    expect(clipped()).toEqual([])
  })

  it('clips nothing with text at 200 %', async () => {
    await page.viewport(640, 640)
    document.documentElement.style.fontSize = '200%'
    await open()
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(640)
    expect(clipped()).toEqual([])
  })

  it('animates slowly with reduced motion', async () => {
    await emulate({ 'prefers-reduced-motion': 'reduce' })
    await open()
    await painted()
    const fast = document.getAnimations().filter((animation) => Number(animation.effect?.getTiming().duration) < 4000)
    expect(fast).toEqual([])
  })

  it('sets no inline style', async () => {
    await open()
    expect(parts().filter((element) => element.hasAttribute('style'))).toEqual([])
  })
})

describe('in forced colours', () => {
  it('distinguishes the selected card, the button and the focus', async () => {
    await emulate({ 'forced-colors': 'active' })
    await show(checkout, { cards: [visa, mastercard] })
    expect(matchMedia('(forced-colors: active)').matches).toBe(true)
    const outlines = () =>
      screen.getAllByRole('radio').map((radio) => {
        const choice = radio.closest('label')
        return choice === null ? '' : getComputedStyle(choice).outlineStyle
      })
    expect(outlines()).toEqual(['solid', 'none', 'none'])

    const button = screen.getByRole('button', { name: 'Pay €12.95' })
    const { borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(button)
    expect(borderTopStyle).toBe('solid')
    expect(borderTopColor).not.toBe(backgroundColor)
    await userEvent.tab()
    await userEvent.tab()
    expect(document.activeElement).toBe(button)
    expect(getComputedStyle(button).outlineStyle).toBe('solid')
  })
})
