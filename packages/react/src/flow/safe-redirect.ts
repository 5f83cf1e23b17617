/** Characters that URL parsers disagree about: blanks, control characters and backslashes. */
// oxlint-disable-next-line no-control-regex -- control characters are what the pattern finds
const ambiguous = /[\u0000-\u0020\u007f-\u00a0\\]/

/**
 * Whether the browser may be redirected to an address: an absolute URL, https except on loopback, without credentials that
 * could pass for the host. The backend has already compared the host with the gateway's.
 */
export function isSafeRedirect(text: string): boolean {
  if (ambiguous.test(text) || !/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}
