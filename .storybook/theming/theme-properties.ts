import themeCss from '../../packages/react/src/styles/theme.css?raw'

/** A custom property as the kit's stylesheet declares it. A colour has a value for light pages and one for dark ones. */
export type ThemeProperty =
  | { readonly name: string; readonly kind: 'colour'; readonly light: string; readonly dark: string }
  | { readonly name: string; readonly kind: 'length'; readonly rem: number }

/** Reads the properties off a stylesheet's text. */
export function parseProperties(css: string): ThemeProperty[] {
  const declared = [...css.matchAll(/^\s*(--cardfile-[\w-]+):\s*([^;]+);/gm)]
  return declared.map(([, name = '', value = '']): ThemeProperty => {
    const length = /^([\d.]+)rem$/.exec(value)
    if (length !== null) return { name, kind: 'length', rem: Number(length[1]) }
    const [light, dark] = parseColours(value)
    return { name, kind: 'colour', light, dark }
  })
}

/** The colours of `light-dark(#…, #…)`, or of one that serves both, as six digits each. */
export function parseColours(value: string): [light: string, dark: string] {
  const [light = '#000000', dark = light] = value.match(/#[\da-f]{3,8}\b/gi) ?? []
  return [sixDigits(light), sixDigits(dark)]
}

function sixDigits(colour: string): string {
  return colour.length === 4 ? colour.replace(/[\da-f]/gi, '$&$&').toLowerCase() : colour.toLowerCase()
}

/** Everything a brand may change, in the stylesheet's own order. */
export const themeProperties = parseProperties(themeCss)
