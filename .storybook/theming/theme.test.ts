import { expect, it } from 'vitest'
import { THEMES } from '../toolbar/themes.ts'
import { contrast, PAIRS } from './contrast.ts'
import { parseColours, themeProperties } from './theme-properties.ts'
import { defaultDraft, toCss, toDraft, lowContrastPairs } from './theme.ts'

const styles = Object.values(
  import.meta.glob<string>('../../packages/react/src/styles/*.css', { query: '?raw', import: 'default', eager: true }),
).join('\n')
const names = themeProperties.map(({ name }) => name)

it('edits exactly the properties that the stylesheets use', () => {
  const used = new Set([...styles.matchAll(/var\((--cardfile-[\w-]+)/g)].map(([, name]) => name))
  expect(names.toSorted()).toEqual([...used].toSorted())
})

it.each([
  ['text', '#191c22', '#eaedf3'],
  ['surface', '#ffffff', '#191919'],
  ['field-line', '#7d8594', '#7d8594'],
  ['accent', '#2546d4', '#a1aaff'],
])('starts with the colours that Chromium computes for %s', (name, light, dark) => {
  expect(themeProperties).toContainEqual({ name: `--cardfile-${name}`, kind: 'colour', light, dark })
})

it('parses every colour notation in the stylesheet', () => {
  const written = styles.match(/(?<=--cardfile-[\w-]+: )(#|(?!var)[\w-]+\()[^;]+/g) ?? []
  expect(written).toHaveLength(themeProperties.filter(({ kind }) => kind === 'colour').length)
  for (const value of written)
    expect(value).toMatch(/^#|^color-mix\(in srgb(-linear)?, #\w{3,6}, Canvas(Text)? \d+%\)$/)
  expect(parseColours('light-dark(#0f6b5c, #7fdcc8)')).toEqual(['#0f6b5c', '#7fdcc8'])
})

it('checks the contrast of existing colours only', () => {
  for (const { front, back } of PAIRS) expect(names).toEqual(expect.arrayContaining([front, back]))
})

it.each(Object.entries(THEMES))('has enough contrast in the theme %s', (_, { properties }) => {
  for (const name of Object.keys(properties)) expect(names).toContain(name)
  expect(lowContrastPairs(toDraft(properties))).toEqual([])
})

it('warns about colours with too little contrast', () => {
  const draft = toDraft({ '--cardfile-accent': '#8899ff' })
  expect(lowContrastPairs(draft)).toContainEqual(
    expect.objectContaining({ front: '--cardfile-on-accent', scheme: 'light' }),
  )
})

it('computes contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  // The lightest grey that passes on white, according to WebAIM.
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})

it('exports only the properties that changed', () => {
  expect(toCss(defaultDraft)).not.toContain('--cardfile')
  const draft = toDraft({ '--cardfile-accent': 'light-dark(#0f6b5c, #7fdcc8)', '--cardfile-radius': '0.25rem' })
  expect(toCss(draft)).toBe(
    ':root {\n  --cardfile-accent: light-dark(#0f6b5c, #7fdcc8);\n  --cardfile-radius: 0.25rem;\n}',
  )
})
