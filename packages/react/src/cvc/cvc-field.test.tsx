import { QueryClient } from '@tanstack/react-query'
import { act, screen, waitFor } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { Checkout } from '../checkout/checkout.tsx'
import { renderInShop } from '../../test/support/render-in-shop.tsx'
import { amex, unknownCard, visa, withCvc } from '../testing/fixtures.ts'

const checkout = <Checkout checkoutId="order-1042" />
const field = (name = 'Security code') => screen.findByLabelText<HTMLInputElement>(name)
const press = () => screen.getByRole('button', { name: 'Pay €12.95' })
const digits = '7391'
/** The digits on their own: not part of a longer number, and not a line number in a stack. */
const leak = /(?<![\d:.])7391(?![\d:])/

describe('the field', () => {
  it('is not rendered for a card whose rule is never', async () => {
    renderInShop(checkout, { cards: [visa] })
    await screen.findByRole('button', { name: 'Pay €12.95' })
    expect(screen.queryByLabelText(/Security code/)).not.toBeInTheDocument()
  })

  it('is what a phone’s keyboard and a card’s autofill expect', async () => {
    renderInShop(checkout, { cards: [withCvc(visa, 'required')] })
    const input = await field()
    expect(input).toHaveAttribute('inputmode', 'numeric')
    expect(input).toHaveAttribute('autocomplete', 'cc-csc')
    expect(input).toHaveAttribute('type', 'text')
    expect(input).not.toHaveAttribute('name')
    expect(input).toHaveAccessibleDescription('3 digits on the card')
  })

  it('is excluded from session recordings', async () => {
    renderInShop(checkout, { cards: [withCvc(visa, 'required')] })
    const input = await field()
    expect(input).toHaveClass('ph-no-capture', 'fs-exclude', 'rr-block', 'rr-ignore', 'sentry-mask', 'amp-mask')
    for (const name of ['data-openreplay-obscured', 'data-private', 'data-nr-mask', 'data-cs-mask']) {
      expect(input).toHaveAttribute(name)
    }
    expect(input).toHaveAttribute('data-sentry-mask')
    expect(input).toHaveAttribute('data-dd-privacy', 'mask')
    expect(input).toHaveAttribute('data-hj-suppress')
    expect(input).toHaveAttribute('data-clarity-mask', 'true')
  })

  it.each([
    [visa, '3 digits on the card', '1 2 3 4', '123'],
    [amex, '4 digits on the card', '１２３４５', '1234'],
    [unknownCard, '3–4 digits on the card', '١٢٣', '123'],
  ])('of $brand asks for %s and normalizes pasted text', async (card, hint, pasted, kept) => {
    const { user } = renderInShop(checkout, { cards: [withCvc({ ...card, isDefault: true }, 'optional')] })
    const input = await field('Security code (optional)')
    expect(input).toHaveAccessibleDescription(hint)
    await user.click(input)
    await user.paste(pasted)
    expect(input).toHaveValue(kept)
    expect(input).toHaveFocus()
  })
})

describe('the digits on the screen', () => {
  const open = async () => {
    const shop = renderInShop(checkout, { cards: [withCvc(visa, 'required'), withCvc(amex, 'required')] })
    const input = await field()
    const toggle = screen.getByRole('button', { name: 'Show code' })
    await shop.user.type(input, '739')
    return { ...shop, input, toggle }
  }
  const isShown = (input: HTMLElement) => input.dataset['state'] === 'shown'

  it('are masked until the customer shows them, and the field keeps its autofill attributes', async () => {
    const { user, input, toggle } = await open()
    expect(isShown(input)).toBe(false)
    expect(toggle).toHaveAttribute('aria-pressed', 'false')
    await user.click(toggle)
    expect(isShown(input)).toBe(true)
    expect(toggle).toHaveAttribute('aria-pressed', 'true')
    expect(toggle).toHaveAccessibleName('Show code')
    expect(input).toHaveValue('739')
    expect(input).toHaveAttribute('type', 'text')
    expect(input).toHaveAttribute('autocomplete', 'cc-csc')
    await user.click(toggle)
    expect(isShown(input)).toBe(false)
  })

  it.each([
    ['the field loses focus', (user) => user.click(screen.getByRole('radio', { name: /Visa/ }))],
    ['another card is chosen', (user) => user.click(screen.getByRole('radio', { name: /American/ }))],
    ['the page is hidden', () => document.dispatchEvent(new Event('visibilitychange'))],
    ['the page enters bfcache', () => window.dispatchEvent(new PageTransitionEvent('pagehide'))],
    [
      'the page is restored from bfcache',
      () => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
    ],
  ] satisfies [string, (user: UserEvent) => unknown][])('are covered again when %s', async (_, leave) => {
    const { user, toggle, input } = await open()
    await user.click(toggle)
    expect(isShown(input)).toBe(true)
    await act(async () => void (await leave(user)))
    expect(isShown(await field())).toBe(false)
    expect(screen.getByRole('button', { name: 'Show code' })).toHaveAttribute('aria-pressed', 'false')
  })

  it('are masked by the press, and stay masked after a decline', async () => {
    const { user, toggle, input, backend } = await open()
    backend.play('cvc_incorrect')
    await user.click(toggle)
    await user.type(input, '{Enter}')
    expect(await screen.findByText('The security code is wrong.')).toBeVisible()
    expect(isShown(await field())).toBe(false)
  })
})

describe('a missing or malformed CVC', () => {
  it('is reported at the field, keeps the typed text, and is cleared once it is corrected', async () => {
    const { user, presses } = renderInShop(checkout, { cards: [withCvc(visa, 'required')] })
    const input = await field()
    await user.click(press())
    expect(input).toHaveAccessibleDescription('Enter the full security code. 3 digits on the card')
    expect(input).toBeInvalid()
    expect(input).toHaveFocus()
    await user.keyboard('12')
    await user.click(press())
    expect(input).toHaveAccessibleDescription(/Enter the full security code/)
    expect(input).toHaveValue('12')
    await user.type(input, '3')
    expect(input).toBeValid()
    expect(presses()).toHaveLength(0)
  })

  it('that the bank refuses is announced once, and asked for again in an empty field', async () => {
    const { user } = renderInShop(checkout, { cards: [withCvc(visa, 'required')] })
    const input = await field()
    await user.type(input, '000')
    await user.click(press())
    expect(await screen.findByText('The security code is wrong.')).toBeVisible()
    expect(input).toBeInvalid()
    expect(input).toHaveValue('')
    expect(input).toHaveFocus()
    await user.keyboard('12')
    expect(input).toBeInvalid()
    await user.keyboard('3')
    expect(input).toBeValid()
    await user.keyboard('{Enter}')
    expect(await screen.findByText('Paid €12.95')).toBeVisible()
  })
})

describe('the digits', () => {
  it.each(['approves', 'card_declined', 'answer_lost', 'too_many_attempts', 'never_answers'] as const)(
    'are nowhere but in the one request in the scenario %s',
    async (scenario) => {
      const seen: string[] = []
      const note = (event: unknown) => seen.push(stringify(event))
      const consoleMethods = (['log', 'warn', 'error'] as const).map((method) => vi.spyOn(console, method))
      const { user, queryClient, container, presses } = renderInShop(checkout, {
        cards: [withCvc({ ...amex, isDefault: true }, 'required')],
        scenario,
      })
      queryClient.getQueryCache().subscribe(note)
      queryClient.getMutationCache().subscribe(note)
      const input = await field()
      await user.type(input, digits)
      expect(container.innerHTML).not.toMatch(leak)
      await user.click(press())
      expect(input).toHaveValue('')
      await waitFor(() => expect(presses()).toHaveLength(1))
      expect(presses()[0]?.hadCvc).toBe(true)
      await act(() => Promise.resolve())
      note([queryClient.getQueryCache().getAll(), queryClient.getMutationCache().getAll()])
      expect(seen.join('\n')).not.toMatch(leak)
      expect(fiberText(container)).not.toMatch(leak)
      expect(container.innerHTML + stringify(localStorage) + stringify(sessionStorage) + location.href).not.toContain(
        digits,
      )
      for (const method of consoleMethods) {
        expect(stringify(method.mock.calls)).not.toMatch(leak)
        method.mockRestore()
      }
    },
  )

  it('would be found in a mutation’s variables, so they are not put there', async () => {
    const mutations = new QueryClient().getMutationCache()
    const mutation = mutations.build(new QueryClient(), { mutationFn: () => new Promise(() => {}) })
    void mutation.execute({ cvc: digits })
    await waitFor(() => expect(stringify(mutations.getAll())).toMatch(leak))
  })

  it('belong to one card, and are cleared when another is selected', async () => {
    const { user } = renderInShop(checkout, { cards: [withCvc(visa, 'required'), withCvc(amex, 'required')] })
    const ofVisa = await field()
    await user.type(ofVisa, '739')
    await user.click(screen.getByRole('radio', { name: /American Express/ }))
    expect(ofVisa).toHaveValue('')
    expect(await field()).toHaveValue('')
  })

  it('are cleared when the page enters bfcache and when it is restored', async () => {
    const { user, unmount } = renderInShop(checkout, { cards: [withCvc(visa, 'required')] })
    const input = await field()
    for (const [type, persisted] of [
      ['pagehide', true],
      ['pageshow', true],
    ] as const) {
      await user.type(input, '739')
      act(() => void window.dispatchEvent(new PageTransitionEvent(type, { persisted })))
      expect(input).toHaveValue('')
    }
    await user.type(input, '739')
    unmount()
    expect(input).toHaveValue('')
  })
})

/** Everything reachable from a value, as text. Without the DOM, which is checked separately. */
function stringify(root: unknown): string {
  const seen = new Set<unknown>()
  const parts: string[] = []
  const queue = [root]
  for (let value = queue.pop(); value !== undefined || queue.length > 0; value = queue.pop()) {
    if (typeof value === 'string' || typeof value === 'number') parts.push(String(value))
    if (typeof value !== 'object' || value === null || seen.has(value) || value instanceof Node) continue
    seen.add(value)
    if (value instanceof Map || value instanceof Set) queue.push(...value)
    else
      queue.push(
        ...Object.getOwnPropertyNames(value).map(
          (name): unknown => Object.getOwnPropertyDescriptor(value, name)?.value,
        ),
      )
  }
  return parts.join('\n')
}

/** React's fibers as text: props, state, refs and context of every component. */
function fiberText(container: HTMLElement): string {
  const element = container.firstElementChild
  const key = Object.keys(element ?? {}).find((name) => name.startsWith('__reactFiber'))
  expect(key).toBeDefined()
  return stringify(Reflect.get(element ?? {}, key ?? ''))
}
