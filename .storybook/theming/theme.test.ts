import { expect, it } from 'vitest'
import { THEMES } from '../toolbar/themes.ts'
import { contrast, PAIRS } from './contrast.ts'
import { parseColours, themeProperties } from './theme-properties.ts'
import { asShipped, toCss, toDraft, tooLittleContrast } from './theme.ts'

const styles = Object.values(
  import.meta.glob<string>('../../packages/react/src/styles/*.css', { query: '?raw', import: 'default', eager: true }),
).join('\n')
const names = themeProperties.map(({ name }) => name)

it('edits every property that the stylesheets use, and no other', () => {
  const used = new Set([...styles.matchAll(/var\((--cardfile-[\w-]+)/g)].map(([, name]) => name))
  expect(names.toSorted()).toEqual([...used].toSorted())
})

it.each([
  ['text', '#191c22', '#eaedf3'],
  ['surface', '#ffffff', '#191919'],
  ['field-line', '#7d8594', '#7d8594'],
  ['accent', '#2546d4', '#a1aaff'],
])('begins with the colours that Chromium makes of %s', (name, light, dark) => {
  expect(themeProperties).toContainEqual({ name: `--cardfile-${name}`, kind: 'colour', light, dark })
})

it('reads every way of writing a colour that the stylesheet has', () => {
  const written = styles.match(/(?<=--cardfile-[\w-]+: )(#|(?!var)[\w-]+\()[^;]+/g) ?? []
  expect(written).toHaveLength(themeProperties.filter(({ kind }) => kind === 'colour').length)
  for (const value of written)
    expect(value).toMatch(/^#|^color-mix\(in srgb(-linear)?, #\w{3,6}, Canvas(Text)? \d+%\)$/)
  expect(parseColours('light-dark(#0f6b5c, #7fdcc8)')).toEqual(['#0f6b5c', '#7fdcc8'])
})

it('weighs only colours that there are', () => {
  for (const { front, back } of PAIRS) expect(names).toEqual(expect.arrayContaining([front, back]))
})

it.each(Object.entries(THEMES))('has enough contrast in the theme %s', (_, { properties }) => {
  for (const name of Object.keys(properties)) expect(names).toContain(name)
  expect(tooLittleContrast(toDraft(properties))).toEqual([])
})

it('warns of colours that are too close', () => {
  const draft = toDraft({ '--cardfile-accent': '#8899ff' })
  expect(tooLittleContrast(draft)).toContainEqual(
    expect.objectContaining({ front: '--cardfile-on-accent', scheme: 'light' }),
  )
})

it('compares colours as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  // The example of WebAIM: the lightest grey that passes on white.
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})

it('hands out what was changed, and nothing else', () => {
  expect(toCss(asShipped)).not.toContain('--cardfile')
  const draft = toDraft({ '--cardfile-accent': 'light-dark(#0f6b5c, #7fdcc8)', '--cardfile-radius': '0.25rem' })
  expect(toCss(draft)).toBe(
    ':root {\n  --cardfile-accent: light-dark(#0f6b5c, #7fdcc8);\n  --cardfile-radius: 0.25rem;\n}',
  )
})
