import { act, fireEvent, screen } from '@testing-library/react'
import { lazy, Suspense, type ComponentType } from 'react'
import { expect, it, vi } from 'vitest'
import { renderInShop } from '../../test/support/render-in-shop.tsx'
import { visa, withCvc } from '../testing/fixtures.ts'
import { Checkout } from './checkout.tsx'

const checkout = <Checkout checkoutId="order-1042" />

it('neither submits a shop’s form around it nor pays when that form is submitted', async () => {
  const sent = vi.fn((event: { preventDefault: () => void }) => event.preventDefault())
  const form = <form onSubmit={sent}>{checkout}</form>
  const { container, presses, user } = renderInShop(form, { cards: [withCvc(visa, 'required')] })
  await screen.findByRole('button', { name: 'Pay €12.95' })
  act(() => {
    for (let times = 0; times < 3; times += 1) container.querySelector('form')?.requestSubmit()
  })
  expect(sent).toHaveBeenCalledTimes(3)
  expect(presses()).toHaveLength(0)

  await user.type(screen.getByLabelText('Security code'), '123')
  fireEvent.keyDown(screen.getByLabelText('Security code'), { key: 'Enter' })
  expect(await screen.findByText('Paid €12.95')).toBeVisible()
  expect(sent).toHaveBeenCalledTimes(3)
  expect(presses()).toHaveLength(1)
})

it('pays once when a sibling suspends during the payment', async () => {
  let arrive: (part: { default: ComponentType }) => void = () => {}
  const Late = lazy(
    () =>
      new Promise<{ default: ComponentType }>((resolve) => {
        arrive = resolve
      }),
  )
  const page = (isLate: boolean) => (
    <Suspense fallback={<p>One moment</p>}>
      {isLate && <Late />}
      {checkout}
    </Suspense>
  )
  const { presses, user, rerender } = renderInShop(page(false), { cards: [visa], latencyMs: 200 })
  await user.click(await screen.findByRole('button', { name: 'Pay €12.95' }))
  rerender(page(true))
  expect(await screen.findByText('One moment')).toBeVisible()
  await act(async () => arrive({ default: () => <p>Here</p> }))
  expect(await screen.findByText('Here')).toBeVisible()
  expect(await screen.findByText('Paid €12.95')).toBeVisible()
  expect(presses()).toHaveLength(1)
})
