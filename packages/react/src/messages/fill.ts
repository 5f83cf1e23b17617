/**
 * Replaces a message's `{placeholders}`. In a right-to-left sentence each value is bidi-isolated; without that, a card's
 * digits would swap places with the text around them.
 */
export function fill(
  message: string,
  values: Readonly<Record<string, string>>,
  direction: 'ltr' | 'rtl' = 'ltr',
): string {
  return message.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name] ?? placeholder
    return direction === 'rtl' ? `\u2068${value}\u2069` : value
  })
}
