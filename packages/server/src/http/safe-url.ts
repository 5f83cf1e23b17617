/** What one parser drops and another keeps: blanks, control characters, and the backslash that browsers read as a slash. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const readTwoWays = /[\u0000-\u0020\u007f-\u00a0\\]/

/** `https:host` and `https:///host` are a host to some, and a path of the page one is on to others. */
const oddScheme = /^[a-z][a-z0-9+.-]*:(?!\/\/[^/])/i

/**
 * A web address that every parser reads alike and that hides nothing before an `@`, or undefined. Whose it is, is for the
 * caller to compare, by its origin.
 */
export function parseSafeUrl(text: string, base?: string): URL | undefined {
  if (readTwoWays.test(text) || oddScheme.test(text) || !URL.canParse(text, base)) return undefined
  const url = new URL(text, base)
  // `blob:https://shop.example/…` has the origin of the shop, too.
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  return isWeb && url.username === '' && url.password === '' ? url : undefined
}
