import { screen, waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { SavedCardManager } from '../cards/saved-card-manager.tsx'
import { Checkout } from '../checkout/checkout.tsx'
import { SaveCardConsent } from '../checkout/save-card-consent.tsx'
import { SavedCardPicker } from '../checkout/saved-card-picker.tsx'
import { CvcField } from '../cvc/cvc-field.tsx'
import { PayWithSavedCardButton } from '../one-click/pay-with-saved-card-button.tsx'
import { SaveCardButton } from '../one-click/save-card-button.tsx'
import { PaymentStatus } from '../status/payment-status.tsx'
import { renderInShop } from '../../test/support/render-in-shop.tsx'
import { visa, withCvc } from '../testing/fixtures.ts'

type PartRef = (element: HTMLElement | null) => void

interface Given {
  readonly render: (props: object, state: { readonly state: string }) => ReactElement
  readonly className: string
  readonly title: string
  readonly onClick: (event: { preventDefault: () => void }) => void
}

const inCheckout = (part: ReactElement) => <Checkout checkoutId="order-1042">{part}</Checkout>

const parts: [string, (given: Given, ref: PartRef) => ReactElement, withCard: boolean][] = [
  ['saved-card-picker', (given, ref) => inCheckout(<SavedCardPicker {...given} ref={ref} />), true],
  ['cvc-field', (given, ref) => inCheckout(<CvcField {...given} ref={ref} />), true],
  ['save-card-consent', (given, ref) => inCheckout(<SaveCardConsent {...given} ref={ref} />), false],
  ['pay-with-saved-card-button', (given, ref) => inCheckout(<PayWithSavedCardButton {...given} ref={ref} />), true],
  ['save-card-button', (given, ref) => inCheckout(<SaveCardButton {...given} ref={ref} />), false],
  ['payment-status', (given, ref) => inCheckout(<PaymentStatus {...given} ref={ref} />), true],
  ['checkout', (given, ref) => <Checkout checkoutId="order-1042" {...given} ref={ref} />, true],
  ['saved-card-manager', (given, ref) => <SavedCardManager {...given} ref={ref} />, true],
  [
    'pay-with-saved-card-button',
    (given, ref) => <PayWithSavedCardButton checkoutId="order-1042" {...given} ref={ref} />,
    true,
  ],
  ['save-card-button', (given, ref) => <SaveCardButton checkoutId="order-1042" {...given} ref={ref} />, false],
]

const settled = async (part: string) => {
  const find = () => document.querySelectorAll<HTMLElement>(`[data-cardfile="${part}"][data-state="ready"]`)
  await waitFor(() => expect(find()).toHaveLength(1))
  const [element] = find()
  if (element === undefined) throw new Error(`There is no ${part}`)
  return element
}

describe.each(parts)('%s', (part, partWith, withCard) => {
  const options = { cards: withCard ? [withCvc(visa, 'optional')] : [] }

  it('renders what `render` returns for its props and state', async () => {
    const states: string[] = []
    const render = (props: object, { state }: { readonly state: string }) => {
      states.push(state)
      return <aside {...props} data-seen={state} />
    }
    const onClick = vi.fn((event: { preventDefault: () => void }) => event.preventDefault())
    const ref = vi.fn<PartRef>()
    const { presses } = renderInShop(partWith({ render, className: 'given', title: 'given', onClick }, ref), options)
    const root = await settled(part)
    expect(root.tagName).toBe('ASIDE')
    expect(root).toHaveClass('given')
    expect(root).toHaveAttribute('data-seen', 'ready')
    expect(states.at(-1)).toBe('ready')
    expect(root).toHaveAttribute('title', 'given')
    expect(root).not.toBeEmptyDOMElement()
    expect(ref).toHaveBeenLastCalledWith(root)
    root.click()
    expect(onClick).toHaveBeenCalledOnce()
    expect(presses()).toHaveLength(0)
  })
})

it('pays once with the shop’s own button', async () => {
  const { user, presses } = renderInShop(
    inCheckout(
      <>
        <PayWithSavedCardButton render={(props) => <button {...props} className="mine" />} />
        <PaymentStatus />
      </>,
    ),
    { cards: [visa] },
  )
  const button = await screen.findByRole('button', { name: 'Pay €12.95' })
  expect(button).toHaveClass('mine')
  await user.dblClick(button)
  expect(await screen.findByText('Paid €12.95')).toBeVisible()
  expect(presses()).toHaveLength(1)
})
