/** The WCAG contrast ratio of two six-digit hex colours, from 1 to 21 (black on white). */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map(decode)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Red, green and blue of a six-digit hex colour, each from 0 to 1. */
const channels = (colour: string) => (colour.match(/[\da-f]{2}/gi) ?? []).map((two) => Number.parseInt(two, 16) / 255)

/** From sRGB to linear light, and back. */
const decode = (share: number) => (share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4)
const encode = (light: number) => (light <= 0.003_130_8 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055)

/** A colour on a background, and the contrast it needs. */
export interface Pair {
  readonly front: string
  readonly back: string
  /** 4.5 for text (WCAG 1.4.3), 3 for the borders of controls (1.4.11). */
  readonly minimum: 3 | 4.5
  readonly usedFor: string
  /** Share of the front colour mixed into the back one, 0 to 1; sRGB approximates the stylesheet's Oklab. Default: 0. */
  readonly tint?: number
}

/** The result of CSS `color-mix()` on two six-digit hex colours; `share` is that of the second. Default space: sRGB. */
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

/** The colour pairs that the kit uses. */
export const PAIRS: readonly Pair[] = [
  { front: '--cardfile-text', back: '--cardfile-surface', minimum: 4.5, usedFor: 'text' },
  { front: '--cardfile-muted', back: '--cardfile-surface', minimum: 4.5, usedFor: 'hints' },
  { front: '--cardfile-on-accent', back: '--cardfile-accent', minimum: 4.5, usedFor: 'the pay button' },
  { front: '--cardfile-accent', back: '--cardfile-surface', minimum: 4.5, usedFor: 'text buttons and the focus ring' },
  { front: '--cardfile-good', back: '--cardfile-surface', tint: 0.06, minimum: 4.5, usedFor: 'success messages' },
  { front: '--cardfile-warning', back: '--cardfile-surface', tint: 0.06, minimum: 4.5, usedFor: 'warnings' },
  { front: '--cardfile-bad', back: '--cardfile-surface', tint: 0.06, minimum: 4.5, usedFor: 'declines' },
  { front: '--cardfile-field-line', back: '--cardfile-surface', minimum: 3, usedFor: 'borders of fields' },
]
