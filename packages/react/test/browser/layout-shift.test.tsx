import type { SavedCard } from '@cardfile/contract'
import { screen, waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { Checkout } from '../../src/checkout/checkout.tsx'
import { de } from '../../src/messages/de.ts'
import type { Messages } from '../../src/messages/messages.ts'
import { PayWithSavedCardButton } from '../../src/pay/pay-with-saved-card-button.tsx'
import { checkoutQuery } from '../../src/queries/checkout.queries.ts'
import { renderInShop } from '../../src/testing.tsx'
import { mastercard, visa, withCvc } from '../../src/testing/fixtures.ts'
import { painted, watchLayoutShifts } from './layout-shift.ts'

const checkout = <Checkout checkoutId="order-1042" />
/** A page with something above and below; its margins stay inside. */
const pageOf = (above: string, content: ReactElement) => (
  <main style={{ display: 'flow-root' }}>
    <h1>{above}</h1>
    {content}
    <p>Delivery on Tuesday.</p>
  </main>
)
// Longer than the half second after an input in which a browser's score forgives what moves.
const latencyMs = 550

const widths = [320, 360, 400, 1280]

describe.each([
  ['English', undefined],
  ['German', de],
] as const)('a checkout in %s', (_, messages) => {
  it.each(widths)('moves nothing on the page when a saved card arrives, %i px wide', async (width) => {
    expect(await movedOnArrival(width, checkout, { cards: [visa], messages })).toEqual([])
  })

  it('moves nothing on the page when it is a first visit and the consent is short enough, 1280 px wide', async () => {
    expect(await movedOnArrival(1280, checkout, { cards: [], messages })).toEqual([])
  })

  it.each(widths)('moves nothing on a first visit in a shop that leaves it room, %i px wide', async (width) => {
    const roomy = (
      <>
        <style>{':root { --cardfile-room: 19rem }'}</style>
        {checkout}
      </>
    )
    expect(await movedOnArrival(width, roomy, { cards: [], messages })).toEqual([])
  })
})

/** What moves on a page of this width when the answer to the checkout that is on it arrives. */
async function movedOnArrival(
  width: number,
  content: ReactElement,
  { cards, messages }: { cards: SavedCard[]; messages: Messages | undefined },
) {
  await page.viewport(width, 900)
  const shifts = watchLayoutShifts()
  renderInShop(pageOf('Checkout', content), { cards, latencyMs: 50, ...(messages && { messages }) })
  await painted()
  await screen.findByRole('radio', { checked: true })
  return shifts.moved()
}

it.each([360, 1280])('moves nothing at all when the server had the data already, %i px wide', async (width) => {
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
  expect(await shifts.moved()).toEqual([])
})

it.each([
  [360, 'without a code', visa],
  [1280, 'without a code', visa],
  [360, 'with a code', withCvc(visa, 'required')],
  [1280, 'with a code', withCvc(visa, 'required')],
] as const)(
  'moves no part of the kit while a slow shop declines and then takes a payment, %i px wide, %s',
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
    expect(await shifts.moved()).toEqual([])
  },
)

it.each([360, 1280])('moves nothing when a button that stands alone learns its price, %i px wide', async (width) => {
  await page.viewport(width, 900)
  const shifts = watchLayoutShifts()
  const alone = <PayWithSavedCardButton checkoutId="order-1042" confirm="none" />
  renderInShop(pageOf('Tea', alone), { cards: [visa], latencyMs: 50 })
  await painted()
  await screen.findByRole('button', { name: /^Pay €12.95 with/ })
  expect(await shifts.moved()).toEqual([])
})

it('is measured by something that sees a paragraph move', async () => {
  const { rerender } = renderInShop(pageOf('Checkout', <></>))
  await painted()
  const shifts = watchLayoutShifts()
  rerender(pageOf('Checkout', <h2>Late</h2>))
  expect(await shifts.moved()).toEqual(['p: Delivery on Tuesday.'])
})
