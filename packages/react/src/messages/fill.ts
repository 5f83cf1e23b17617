/**
 * Puts values into a message's `{places}`. In a right-to-left sentence each value is isolated, or the digits of a card
 * would trade places with their neighbours.
 */
export function fill(
  message: string,
  values: Readonly<Record<string, string>>,
  direction: 'ltr' | 'rtl' = 'ltr',
): string {
  return message.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name] ?? place
    return direction === 'rtl' ? `\u2068${value}\u2069` : value
  })
}
