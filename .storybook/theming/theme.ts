import { contrast, mix, PAIRS, type Pair } from './contrast.ts'
import { parseColours, themeProperties, type ThemeProperty } from './theme-properties.ts'

/** A theme being edited: a value for each custom property. */
export type Draft = Readonly<Record<string, ThemeProperty>>

/** The kit's default theme. */
export const defaultDraft: Draft = Object.fromEntries(themeProperties.map((property) => [property.name, property]))

/** The default theme with some properties replaced. */
export function toDraft(properties: Readonly<Record<string, string>>): Draft {
  return Object.fromEntries(
    themeProperties.map((property): [string, ThemeProperty] => {
      const value = properties[property.name]
      if (value === undefined) return [property.name, property]
      if (property.kind === 'length') return [property.name, { ...property, rem: Number.parseFloat(value) }]
      const [light, dark] = parseColours(value)
      return [property.name, { ...property, light, dark }]
    }),
  )
}

/** The CSS value of a property. */
export function valueOf(property: ThemeProperty): string {
  if (property.kind === 'length') return `${property.rem}rem`
  return property.light === property.dark ? property.light : `light-dark(${property.light}, ${property.dark})`
}

/** The CSS for the shop's stylesheet: only the properties that differ from the default theme. */
export function toCss(draft: Draft): string {
  const changed = Object.values(draft).filter((property) => {
    const initial = defaultDraft[property.name]
    return initial === undefined || valueOf(initial) !== valueOf(property)
  })
  if (changed.length === 0) return '/* The default theme: nothing to set. */'
  return [':root {', ...changed.map((property) => `  ${property.name}: ${valueOf(property)};`), '}'].join('\n')
}

/** The pairs of colours whose contrast is below the WCAG minimum. */
export function lowContrastPairs(
  draft: Draft,
): (Pair & { readonly scheme: 'light' | 'dark'; readonly ratio: number })[] {
  return (['light', 'dark'] as const).flatMap((scheme) =>
    PAIRS.flatMap((pair) => {
      const [front, back] = [draft[pair.front], draft[pair.back]]
      if (front?.kind !== 'colour' || back?.kind !== 'colour') return []
      const ratio = contrast(front[scheme], mix(back[scheme], front[scheme], pair.tint ?? 0))
      return ratio < pair.minimum ? [{ ...pair, scheme, ratio }] : []
    }),
  )
}
