/** How WCAG compares two colours of six digits: 1 is no contrast, 21 is black on white. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map(decode)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Red, green and blue of six digits, 0 to 1. */
const channels = (colour: string) => (colour.match(/[\da-f]{2}/gi) ?? []).map((two) => Number.parseInt(two, 16) / 255)

/** From sRGB to light, and back. */
const decode = (share: number) => (share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4)
const encode = (light: number) => (light <= 0.003_130_8 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055)

/** One colour on another, and how much contrast it needs there. */
export interface Pair {
  readonly front: string
  readonly back: string
  /** 4.5 for text (WCAG 1.4.3), 3 for the edges of controls (1.4.11). */
  readonly least: 3 | 4.5
  readonly seenAs: string
  /** How much of the front colour is mixed into the one behind it, in sRGB near enough to Oklab. Default: nothing. */
  readonly tint?: number
}

/** What `color-mix` makes of two colours of six digits, with this share of the other one. Default space: sRGB. */
export function mix(colour: string, other: string, share: number, space: 'srgb' | 'srgb-linear' = 'srgb'): string {
  const isLinear = space === 'srgb-linear'
  const [ours = [], theirs = []] = [colour, other].map((six) => channels(six).map(isLinear ? decode : Number))
  const mixed = ours.map((value, index) => value * (1 - share) + (theirs[index] ?? 0) * share)
  const digits = mixed.map((value) =>
    Math.round((isLinear ? encode(value) : value) * 255)
      .toString(16)
      .padStart(2, '0'),
  )
  return `#${digits.join('')}`
}

/** Where the kit puts which colour on which. */
export const PAIRS: readonly Pair[] = [
  { front: '--cardfile-text', back: '--cardfile-surface', least: 4.5, seenAs: 'text' },
  { front: '--cardfile-muted', back: '--cardfile-surface', least: 4.5, seenAs: 'hints' },
  { front: '--cardfile-on-accent', back: '--cardfile-accent', least: 4.5, seenAs: 'the pay button' },
  { front: '--cardfile-accent', back: '--cardfile-surface', least: 4.5, seenAs: 'quiet buttons and the focus ring' },
  { front: '--cardfile-good', back: '--cardfile-surface', tint: 0.06, least: 4.5, seenAs: '“paid”' },
  { front: '--cardfile-warning', back: '--cardfile-surface', tint: 0.06, least: 4.5, seenAs: 'warnings' },
  { front: '--cardfile-bad', back: '--cardfile-surface', tint: 0.06, least: 4.5, seenAs: 'declines' },
  { front: '--cardfile-field-line', back: '--cardfile-surface', least: 3, seenAs: 'edges of fields' },
]
