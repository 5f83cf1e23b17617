/** What one reader of an address drops and another keeps: blanks, control characters, and backslashes. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const readTwoWays = /[\u0000-\u0020\u007f-\u00a0\\]/

/**
 * Whether a browser may be sent there: a whole web address, encrypted unless it is this very machine, with nothing before
 * an `@` that could pass for the host. The backend has compared the host with the gateway's already.
 */
export function isSafeRedirect(text: string): boolean {
  if (readTwoWays.test(text) || !/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}
