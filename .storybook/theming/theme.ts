import { contrast, mix, PAIRS, type Pair } from './contrast.ts'
import { parseColours, themeProperties, type ThemeProperty } from './theme-properties.ts'

/** A theme while it is being made: a value for each property of the kit. */
export type Draft = Readonly<Record<string, ThemeProperty>>

/** The kit's own look. */
export const asShipped: Draft = Object.fromEntries(themeProperties.map((property) => [property.name, property]))

/** The kit's own look with some properties set. */
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

/** A property's value as a stylesheet says it. */
export function valueOf(property: ThemeProperty): string {
  if (property.kind === 'length') return `${property.rem}rem`
  return property.light === property.dark ? property.light : `light-dark(${property.light}, ${property.dark})`
}

/** What a shop puts in its stylesheet: only what differs from the kit's own look. */
export function toCss(draft: Draft): string {
  const changed = Object.values(draft).filter((property) => {
    const shipped = asShipped[property.name]
    return shipped === undefined || valueOf(shipped) !== valueOf(property)
  })
  if (changed.length === 0) return '/* As shipped: nothing to set. */'
  return [':root {', ...changed.map((property) => `  ${property.name}: ${valueOf(property)};`), '}'].join('\n')
}

/** Pairs of colours that some people could not tell apart. */
export function tooLittleContrast(
  draft: Draft,
): (Pair & { readonly scheme: 'light' | 'dark'; readonly ratio: number })[] {
  return (['light', 'dark'] as const).flatMap((scheme) =>
    PAIRS.flatMap((pair) => {
      const [front, back] = [draft[pair.front], draft[pair.back]]
      if (front?.kind !== 'colour' || back?.kind !== 'colour') return []
      const ratio = contrast(front[scheme], mix(back[scheme], front[scheme], pair.tint ?? 0))
      return ratio < pair.least ? [{ ...pair, scheme, ratio }] : []
    }),
  )
}
