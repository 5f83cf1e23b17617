import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import { SavedCardManager } from '../cards/saved-card-manager.tsx'
import { Checkout, type CheckoutProps } from '../checkout/checkout.tsx'
import { PayWithSavedCardButton } from '../one-click/pay-with-saved-card-button.tsx'
import { shopOf } from '../stories.ts'
import { expiredCard, mastercard, unknownCard, visa, withCvc } from '../testing/fixtures.ts'

const everything = (args: CheckoutProps) => (
  <div style={{ display: 'grid', gap: '2rem' }}>
    <Checkout {...args} />
    <PayWithSavedCardButton checkoutId={args.checkoutId} />
    <SavedCardManager />
  </div>
)

const meta = {
  title: 'Accessibility/All parts at once',
  component: Checkout,
  args: { checkoutId: 'order-1042' },
  parameters: { shop: { cards: [withCvc(visa, 'required'), mastercard, unknownCard, expiredCard] } },
  render: everything,
} satisfies Meta<typeof Checkout>
export default meta
type Story = StoryObj<typeof meta>
type Context = Parameters<NonNullable<Story['play']>>[0]

/** Everything is there, and nothing moves any more. */
async function settled({ canvas, canvasElement }: Context): Promise<HTMLElement[]> {
  await canvas.findAllByRole('listitem')
  await canvas.findAllByRole('radio')
  return [...canvasElement.querySelectorAll<HTMLElement>('.story *')]
}

/** Whatever sticks out of the frame it was given, or has text cut off. */
function spilling(elements: readonly HTMLElement[]): string[] {
  const frame = document.querySelector('[data-frame]')?.getBoundingClientRect()
  return elements
    .filter((element) => element.checkVisibility() && element.closest('[data-tone="quiet"]') === null)
    .filter((element) => {
      const { left, right } = element.getBoundingClientRect()
      const sticksOut = frame === undefined || left < frame.left - 0.5 || right > frame.right + 0.5
      const hides = getComputedStyle(element).overflow !== 'visible' && !(element instanceof HTMLInputElement)
      return sticksOut || (hides && element.scrollHeight > element.clientHeight + 1)
    })
    .map(({ outerHTML }) => outerHTML.slice(0, 120))
}

const interactive = 'button, input, select, a[href]'

/** What a finger or a pointer meets: a control, with the label that belongs to it. */
function targets(elements: readonly HTMLElement[]): HTMLElement[] {
  return elements
    .filter((element) => element.matches(interactive))
    .map((element) => element.closest('label') ?? element)
}

export const InTheDark: Story = {
  name: 'Have enough contrast in the dark',
  // Not beside other stories, whose page it would turn dark too.
  tags: ['!autodocs'],
  globals: { scheme: 'dark' },
  async play(context) {
    const [element] = await settled(context)
    await expect(getComputedStyle(element ?? document.body).colorScheme).toBe('dark')
  },
}

export const OnANarrowPhone: Story = {
  name: 'Fit on a phone of 320 px',
  render: (args) => (
    <div data-frame style={{ inlineSize: '288px' }}>
      {everything(args)}
    </div>
  ),
  async play(context) {
    await expect(spilling(await settled(context))).toEqual([])
  },
}

export const TextTwiceTheSize: Story = {
  name: 'Fit with text twice the size',
  tags: ['!autodocs'],
  globals: { text: '200' },
  render: (args) => (
    <div data-frame style={{ inlineSize: '328px' }}>
      {everything(args)}
    </div>
  ),
  async play(context) {
    await expect(spilling(await settled(context))).toEqual([])
  },
}

export const TextWithMoreSpace: Story = {
  name: 'Fit with the spacing a reader asks for',
  render: (args) => (
    <div className="spaced" data-frame style={{ inlineSize: '328px' }}>
      <style>
        {
          '.spaced * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }'
        }
      </style>
      {everything(args)}
    </div>
  ),
  async play(context) {
    await expect(spilling(await settled(context))).toEqual([])
  },
}

export const LargeEnoughToPress: Story = {
  name: 'Are large enough to press',
  async play(context) {
    const small = targets(await settled(context)).filter((target) => {
      const { width, height } = target.getBoundingClientRect()
      return width < 24 || height < 24
    })
    await expect(small).toEqual([])
  },
}

export const FocusIsSeen: Story = {
  name: 'Show where the focus is, in the order they are read',
  async play(context) {
    const elements = await settled(context)
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
      const seen = document.elementFromPoint(left + width / 2, top + height / 2)
      await expect(seen !== null && (focused.contains(seen) || seen.contains(focused))).toBe(true)
      // Two buttons of one row may stand beside each other; none comes before what was focused earlier.
      await expect(elements.indexOf(focused)).toBeGreaterThan(before)
      before = elements.indexOf(focused)
    }
    await expect(before).toBeGreaterThan(0)
  },
}

export const NamedAsTheyRead: Story = {
  name: 'Are called what is written on them',
  async play(context) {
    await settled(context)
    for (const button of within(context.canvasElement).getAllByRole('button')) {
      const label = (button.textContent ?? '').trim()
      if (label !== '') await expect(button).toHaveAccessibleName(expect.stringContaining(label))
    }
  },
}

export const EdgesAreSeen: Story = {
  name: 'Have edges that are seen',
  async play(context) {
    await settled(context)
    const field = context.canvas.getByLabelText(shopOf(context).words.checkout.code)
    const { borderTopColor, backgroundColor } = getComputedStyle(field)
    await expect(contrast(borderTopColor, backgroundColor)).toBeGreaterThanOrEqual(3)
  },
}

export const PressTakenBack: Story = {
  name: 'Do nothing when a press is taken back',
  async play(context) {
    const { canvas, userEvent } = context
    await settled(context)
    const { backend, card, pay, words } = shopOf(context)
    await userEvent.click(canvas.getByRole('radio', { name: card(mastercard) }))
    const button = canvas.getByRole('button', { name: pay() })
    const heading = canvas.getByRole('heading', { name: words.manager.savedCards })
    await userEvent.pointer([{ keys: '[MouseLeft>]', target: button }, { target: heading }, { keys: '[/MouseLeft]' }])
    await expect(backend.requests.filter(({ method }) => method === 'POST')).toEqual([])
  },
}

export const StillForThoseWhoAskForIt: Story = {
  name: 'Turn slowly where less motion is asked for',
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

/** How WCAG compares two colours as a browser computes them. */
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
