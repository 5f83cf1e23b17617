import type { SavedCard } from '@cardfile/contract'
import { screen, waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { Checkout } from '../../src/checkout/checkout.tsx'
import { de } from '../../src/messages/de.ts'
import type { Messages } from '../../src/messages/messages.ts'
import { PayWithSavedCardButton } from '../../src/one-click/pay-with-saved-card-button.tsx'
import { checkoutQuery } from '../../src/queries/checkout.queries.ts'
import { renderInShop } from '../support/render-in-shop.tsx'
import { mastercard, visa, withCvc } from '../../src/testing/fixtures.ts'
import { painted, watchLayoutShifts } from './layout-shift.ts'

const checkout = <Checkout checkoutId="order-1042" />
/** A page with content above and below. `flow-root` keeps its margins inside. */
const pageOf = (above: string, content: ReactElement) => (
  <main style={{ display: 'flow-root' }}>
    <h1>{above}</h1>
    {content}
    <p>Delivery on Tuesday.</p>
  </main>
)
// Longer than 500 ms, for which the CLS score ignores shifts after an input.
const latencyMs = 550

const widths = [320, 360, 400, 1280]

describe.each([
  ['English', undefined],
  ['German', de],
] as const)('a checkout in %s', (_, messages) => {
  it.each(widths)('causes no layout shift when a saved card arrives, %i px wide', async (width) => {
    expect(await shiftedOnArrival(width, checkout, { cards: [visa], messages })).toEqual([])
  })

  it('causes no layout shift on a first visit with a short consent text, 1280 px wide', async () => {
    expect(await shiftedOnArrival(1280, checkout, { cards: [], messages })).toEqual([])
  })

  it.each(widths)(
    'causes no layout shift on a first visit in a shop that sets --cardfile-room, %i px wide',
    async (width) => {
      const withRoom = (
        <>
          <style>{':root { --cardfile-room: 19rem }'}</style>
          {checkout}
        </>
      )
      expect(await shiftedOnArrival(width, withRoom, { cards: [], messages })).toEqual([])
    },
  )
})

/** The elements that shift when the checkout's answer arrives. */
async function shiftedOnArrival(
  width: number,
  content: ReactElement,
  { cards, messages }: { cards: SavedCard[]; messages: Messages | undefined },
) {
  await page.viewport(width, 900)
  const shifts = watchLayoutShifts()
  renderInShop(pageOf('Checkout', content), { cards, latencyMs: 50, ...(messages && { messages }) })
  await painted()
  await screen.findByRole('radio', { checked: true })
  return shifts.elements()
}

it.each([360, 1280])('causes no layout shift with prefetched data, %i px wide', async (width) => {
  await page.viewport(width, 900)
  const { rerender, client, queryClient } = renderInShop(<></>, {
    cards: [withCvc(visa, 'required'), mastercard],
    latencyMs: 50,
  })
  await queryClient.prefetchQuery(checkoutQuery(client, 'order-1042'))
  const shifts = watchLayoutShifts()
  rerender(pageOf('Checkout', checkout))
  await waitFor(() => expect(queryClient.isFetching()).toBe(0))
  await screen.findByRole('button', { name: 'Pay €12.95' })
  expect(await shifts.elements()).toEqual([])
})

it.each([
  [360, 'without a security code', visa],
  [1280, 'without a security code', visa],
  [360, 'with a security code', withCvc(visa, 'required')],
  [1280, 'with a security code', withCvc(visa, 'required')],
] as const)(
  'causes no layout shift while a slow payment is declined and then another succeeds, %i px wide, %s',
  async (width, _, card) => {
    await page.viewport(width, 900)
    const shifts = watchLayoutShifts()
    const { backend } = renderInShop(checkout, { cards: [card, mastercard], latencyMs, scenario: 'insufficient_funds' })
    const pay = async () => {
      if (card.cvc === 'required') await page.getByLabelText('Security code').fill('123')
      await page.getByRole('button', { name: 'Pay €12.95' }).click()
    }
    await page.getByRole('radio', { name: /Mastercard/ }).click()
    await page.getByRole('radio', { name: /Visa/ }).click()
    await pay()
    await screen.findByText('There is not enough money on this card.')
    backend.play('approves')
    await pay()
    await screen.findByText('Paid €12.95')
    expect(await shifts.elements()).toEqual([])
  },
)

it.each([360, 1280])('causes no layout shift when a standalone button gets its price, %i px wide', async (width) => {
  await page.viewport(width, 900)
  const shifts = watchLayoutShifts()
  const alone = <PayWithSavedCardButton checkoutId="order-1042" confirm="none" />
  renderInShop(pageOf('Tea', alone), { cards: [visa], latencyMs: 50 })
  await painted()
  await screen.findByRole('button', { name: /^Pay €12.95 with/ })
  expect(await shifts.elements()).toEqual([])
})

it('detects a paragraph that moves', async () => {
  const { rerender } = renderInShop(pageOf('Checkout', <></>))
  await painted()
  const shifts = watchLayoutShifts()
  rerender(pageOf('Checkout', <h2>Late</h2>))
  expect(await shifts.elements()).toEqual(['p: Delivery on Tuesday.'])
})
