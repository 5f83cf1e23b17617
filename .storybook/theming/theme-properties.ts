import themeCss from '../../packages/react/src/styles/theme.css?raw'
import { mix } from './contrast.ts'

/** A custom property of the kit's stylesheet. A colour has a light and a dark value. */
export type ThemeProperty =
  | { readonly name: string; readonly kind: 'colour'; readonly light: string; readonly dark: string }
  | { readonly name: string; readonly kind: 'length'; readonly rem: number }

/** Parses the custom properties of a stylesheet. */
export function parseProperties(css: string): ThemeProperty[] {
  const declared = [...css.matchAll(/^\s*(--cardfile-[\w-]+):\s*([^;]+);/gm)]
  return declared.map(([, name = '', value = '']): ThemeProperty => {
    const length = /^([\d.]+)rem$/.exec(value)
    if (length !== null) return { name, kind: 'length', rem: Number(length[1]) }
    const [light, dark] = parseColours(value)
    return { name, kind: 'colour', light, dark }
  })
}

/** CSS system colours, light and dark, as Chromium resolves them; other browsers use another dark. */
const SYSTEM_COLOURS: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  Canvas: ['#ffffff', '#121212'],
  CanvasText: ['#000000', '#ffffff'],
}

/** The light and dark value of `color-mix(in …, #…, Canvas …%)`, of `light-dark(#…, #…)` or of `#…`, in six-digit hex. */
export function parseColours(value: string): [light: string, dark: string] {
  const [light = '#000000', dark = light] = (value.match(/#[\da-f]{3,8}\b/gi) ?? []).map(sixDigits)
  const mixed = /^color-mix\(in srgb(-linear)?, #\w+, (\w+) (\d+)%\)$/.exec(value)
  const [, linear, system = '', percent] = mixed ?? []
  const poles = SYSTEM_COLOURS[system]
  if (poles === undefined) return [light, dark]
  const share = Number(percent) / 100
  const space = linear === undefined ? 'srgb' : 'srgb-linear'
  return [mix(light, poles[0], share, space), mix(light, poles[1], share, space)]
}

function sixDigits(colour: string): string {
  return colour.length === 4 ? colour.replace(/[\da-f]/gi, '$&$&').toLowerCase() : colour.toLowerCase()
}

/** Every custom property a theme can set, in the stylesheet's order. */
export const themeProperties = parseProperties(themeCss)
