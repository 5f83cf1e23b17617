/** The WCAG contrast ratio of two CSS colours, from 1 to 21 (black on white). */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** The relative luminance of a CSS colour, as WCAG defines it, 0 to 1. */
export function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = pixelOf(colour).map((value) => {
    const share = value / 255
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Red, green and blue of a CSS colour as painted, 0 to 255. Throws for a translucent colour, which depends on its background. */
export function pixelOf(colour: string): readonly number[] {
  const context = document.createElement('canvas').getContext('2d')
  if (context === null || !CSS.supports('color', colour)) throw new Error(`${colour} is not a colour.`)
  context.fillStyle = colour
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0, alpha] = context.getImageData(0, 0, 1, 1).data
  if (alpha !== 255) throw new Error(`${colour} is translucent.`)
  return [red, green, blue]
}
