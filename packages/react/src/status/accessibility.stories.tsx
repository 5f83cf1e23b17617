import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import { SavedCardManager } from '../cards/saved-card-manager.tsx'
import { Checkout, type CheckoutProps } from '../checkout/checkout.tsx'
import { PayWithSavedCardButton } from '../one-click/pay-with-saved-card-button.tsx'
import { shopOf } from '../stories.ts'
import { expiredCard, mastercard, unknownCard, visa, withCvc } from '../testing/fixtures.ts'

const allComponents = (args: CheckoutProps) => (
  <div style={{ display: 'grid', gap: '2rem' }}>
    <Checkout {...args} />
    <PayWithSavedCardButton checkoutId={args.checkoutId} />
    <SavedCardManager />
  </div>
)

const meta = {
  title: 'Accessibility/All components',
  component: Checkout,
  args: { checkoutId: 'order-1042' },
  parameters: { shop: { cards: [withCvc(visa, 'required'), mastercard, unknownCard, expiredCard] } },
  render: allComponents,
} satisfies Meta<typeof Checkout>
export default meta
type Story = StoryObj<typeof meta>
type Context = Parameters<NonNullable<Story['play']>>[0]

/** Waits until all components have loaded, and returns their elements. */
async function loadedElements({ canvas, canvasElement }: Context): Promise<HTMLElement[]> {
  await canvas.findAllByRole('listitem')
  await canvas.findAllByRole('radio')
  return [...canvasElement.querySelectorAll<HTMLElement>('.story *')]
}

/** The elements that overflow the frame or clip their text. */
function overflowing(elements: readonly HTMLElement[]): string[] {
  const frame = document.querySelector('[data-frame]')?.getBoundingClientRect()
  return elements
    .filter((element) => element.checkVisibility() && element.closest('[data-tone="quiet"]') === null)
    .filter((element) => {
      const { left, right } = element.getBoundingClientRect()
      const overflows = frame === undefined || left < frame.left - 0.5 || right > frame.right + 0.5
      const clips = getComputedStyle(element).overflow !== 'visible' && !(element instanceof HTMLInputElement)
      return overflows || (clips && element.scrollHeight > element.clientHeight + 1)
    })
    .map(({ outerHTML }) => outerHTML.slice(0, 120))
}

const interactive = 'button, input, select, a[href]'

/** The pointer targets: each control, or its label. */
function targets(elements: readonly HTMLElement[]): HTMLElement[] {
  return elements
    .filter((element) => element.matches(interactive))
    .map((element) => element.closest('label') ?? element)
}

export const DarkContrast: Story = {
  name: 'Contrast in dark mode',
  // Not on the docs page: its globals would apply to the other stories.
  tags: ['!autodocs'],
  globals: { scheme: 'dark' },
  async play(context) {
    const [element] = await loadedElements(context)
    await expect(getComputedStyle(element ?? document.body).colorScheme).toBe('dark')
  },
}

export const Reflow: Story = {
  name: 'Reflow at 320 px',
  render: (args) => (
    <div data-frame style={{ inlineSize: '288px' }}>
      {allComponents(args)}
    </div>
  ),
  async play(context) {
    await expect(overflowing(await loadedElements(context))).toEqual([])
  },
}

export const LargeText: Story = {
  name: 'Text at 200 %',
  tags: ['!autodocs'],
  globals: { text: '200' },
  render: (args) => (
    <div data-frame style={{ inlineSize: '328px' }}>
      {allComponents(args)}
    </div>
  ),
  async play(context) {
    await expect(overflowing(await loadedElements(context))).toEqual([])
  },
}

export const TextSpacing: Story = {
  name: 'Text spacing',
  render: (args) => (
    <div className="spaced" data-frame style={{ inlineSize: '328px' }}>
      <style>
        {
          '.spaced * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }'
        }
      </style>
      {allComponents(args)}
    </div>
  ),
  async play(context) {
    await expect(overflowing(await loadedElements(context))).toEqual([])
  },
}

export const TargetSize: Story = {
  name: 'Target size',
  async play(context) {
    const small = targets(await loadedElements(context)).filter((target) => {
      const { width, height } = target.getBoundingClientRect()
      return width < 24 || height < 24
    })
    await expect(small).toEqual([])
  },
}

export const FocusOrder: Story = {
  name: 'Focus order and indicator',
  async play(context) {
    const elements = await loadedElements(context)
    const stops = elements.filter((element) => element.matches(interactive) && !element.matches(':disabled')).length
    const { userEvent } = context
    let before = -1
    for (let stop = 0; stop < stops; stop += 1) {
      await userEvent.tab()
      const focused = document.activeElement
      if (!(focused instanceof HTMLElement) || focused === document.body) break
      const { outlineStyle, outlineWidth } = getComputedStyle(focused)
      await expect([focused.outerHTML, outlineStyle, Number.parseFloat(outlineWidth) >= 2]).toEqual([
        focused.outerHTML,
        'solid',
        true,
      ])
      focused.scrollIntoView({ block: 'nearest' })
      const { left, top, width, height } = focused.getBoundingClientRect()
      const topmost = document.elementFromPoint(left + width / 2, top + height / 2)
      await expect(topmost !== null && (focused.contains(topmost) || topmost.contains(focused))).toBe(true)
      // Focus never moves back in the document.
      await expect(elements.indexOf(focused)).toBeGreaterThan(before)
      before = elements.indexOf(focused)
    }
    await expect(before).toBeGreaterThan(0)
  },
}

export const LabelInName: Story = {
  name: 'Label in name',
  async play(context) {
    await loadedElements(context)
    for (const button of within(context.canvasElement).getAllByRole('button')) {
      const label = (button.textContent ?? '').trim()
      if (label !== '') await expect(button).toHaveAccessibleName(expect.stringContaining(label))
    }
  },
}

export const FieldBorderContrast: Story = {
  name: 'Contrast of field borders',
  async play(context) {
    await loadedElements(context)
    const field = context.canvas.getByLabelText(shopOf(context).messages.checkout.cvc)
    const { borderTopColor, backgroundColor } = getComputedStyle(field)
    await expect(contrast(borderTopColor, backgroundColor)).toBeGreaterThanOrEqual(3)
  },
}

export const PointerCancellation: Story = {
  name: 'Pointer cancellation',
  async play(context) {
    const { canvas, userEvent } = context
    await loadedElements(context)
    const { backend, card, pay, messages } = shopOf(context)
    await userEvent.click(canvas.getByRole('radio', { name: card(mastercard) }))
    const button = canvas.getByRole('button', { name: pay() })
    const heading = canvas.getByRole('heading', { name: messages.manager.savedCards })
    await userEvent.pointer([{ keys: '[MouseLeft>]', target: button }, { target: heading }, { keys: '[/MouseLeft]' }])
    await expect(backend.requests.filter(({ method }) => method === 'POST')).toEqual([])
  },
}

export const ReducedMotion: Story = {
  name: 'Reduced motion',
  tags: ['!autodocs'],
  globals: { motion: 'reduced' },
  parameters: { shop: { cards: [visa], scenario: 'never_answers' } },
  render: (args) => <Checkout {...args} />,
  async play(context) {
    const button = await context.canvas.findByRole('button', { name: shopOf(context).pay() })
    await context.userEvent.click(button)
    await waitFor(() => expect(getComputedStyle(button, '::before').animationName).toBe('cardfile-turn'))
    await expect(Number.parseFloat(getComputedStyle(button, '::before').animationDuration)).toBeGreaterThanOrEqual(4)
  },
}

/** The WCAG contrast ratio of two computed colours. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const context = document.createElement('canvas').getContext('2d')
  if (context === null) return 0
  context.fillStyle = colour
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map((value) => {
    const share = value / 255
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
