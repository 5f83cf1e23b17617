/** How WCAG compares two colours, however CSS writes them: 1 is no contrast, 21 is black on white. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

export function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = pixelOf(colour).map((value) => {
    const share = value / 255
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Red, green and blue, 0 to 255, as a screen shows them. What can be seen through has no colour of its own. */
export function pixelOf(colour: string): readonly number[] {
  const context = document.createElement('canvas').getContext('2d')
  if (context === null || !CSS.supports('color', colour)) throw new Error(`${colour} cannot be painted.`)
  context.fillStyle = colour
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0, alpha] = context.getImageData(0, 0, 1, 1).data
  if (alpha !== 255) throw new Error(`${colour} can be seen through.`)
  return [red, green, blue]
}
