/** Characters that parsers disagree on: some drop white space and control characters, and browsers read `\` as `/`. */
const ambiguous = /[\s\p{Cc}\\]/u

/** `https:host` and `https:///host` name a host to some parsers, and a path on the current host to others. */
const oddScheme = /^[a-z][a-z0-9+.-]*:(?!\/\/[^/])/i

/** Whether a host name, as `URL` spells it, is this machine. `*.localhost` is not: some resolvers look it up in DNS. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/**
 * Parses an http(s) URL that every parser reads alike and that hides nothing before an `@`; undefined for any other text.
 * The caller compares the origin. Give `base` only where a path is as good as a whole URL.
 */
export function parseSafeUrl(text: string, base?: string): URL | undefined {
  if (ambiguous.test(text) || oddScheme.test(text) || !URL.canParse(text, base)) return undefined
  const url = new URL(text, base)
  // Compare the protocol too: `blob:https://shop.example/…` has the origin of the shop.
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' ? url : undefined
}

/** Whether a browser may be sent there: a whole, safe URL, and https unless it is on loopback. The host may be anyone's. */
export function isSafeRedirect(text: string): boolean {
  const url = parseSafeUrl(text)
  return url !== undefined && (url.protocol === 'https:' || isLoopback(url.hostname))
}
