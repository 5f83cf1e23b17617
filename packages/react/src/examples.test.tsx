import { render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import readme from '../README.md?raw'
import { CheckoutPage } from './examples/drop-in.tsx'
import { ProductPage } from './examples/one-click.tsx'
import { PayLine } from './examples/own-interface.tsx'
import { OwnLayout } from './examples/own-layout.tsx'
import { underTest } from './examples/testing.tsx'
import { renderInShop } from '../test/support/render-in-shop.tsx'
import { createFakeBackend } from './testing/fake-backend.ts'
import { visa } from './testing/fixtures.ts'

afterEach(() => void vi.unstubAllGlobals())

const sources = import.meta.glob<string>('./examples/*.tsx', { query: '?raw', import: 'default', eager: true })

it.each(Object.entries(sources))('is shown in the README as it compiles, in under 20 lines: %s', (_, source) => {
  expect(readme).toContain(`\`\`\`tsx\n${source}\`\`\``)
  expect(source.trim().split('\n').length).toBeLessThan(20)
})

it('shows the drop-in on nothing but an endpoint', async () => {
  vi.stubGlobal('fetch', createFakeBackend({ cards: [visa] }).fetch)
  render(<CheckoutPage orderId="order-1042" />)
  expect(await screen.findByRole('button', { name: 'Pay €12.95' })).toBeVisible()
})

it('pays in a layout of the shop’s own', async () => {
  const { user } = renderInShop(<OwnLayout orderId="order-1042" />, { cards: [visa] })
  await user.click(await screen.findByRole('button', { name: 'Pay €12.95' }))
  expect(await screen.findByText('Paid €12.95')).toBeVisible()
})

it('pays in an interface of the shop’s own', async () => {
  const { user, presses } = renderInShop(<PayLine orderId="order-1042" />, { cards: [{ ...visa, cvc: 'required' }] })
  await user.type(await screen.findByLabelText('Security code'), '123')
  await user.click(screen.getByRole('button', { name: 'Pay €12.95 with the card ending in 4242' }))
  expect(await screen.findByText('succeeded')).toBeVisible()
  expect(presses()).toMatchObject([{ hadCvc: true }])
})

it('buys from a product page', () => {
  renderInShop(<ProductPage sku="tea" />)
  expect(screen.getByRole('button', { name: 'Buy now' })).toBeVisible()
})

it('tests a shop against the backend in memory', async () => {
  render(underTest)
  expect(await screen.findByRole('radio', { name: /Visa ending in 4242/ })).toBeChecked()
})
