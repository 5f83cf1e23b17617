/** Facts about a request that only the mount knows. */
export interface Received {
  /** The remote address of the connection. */
  readonly address?: string | undefined
}

/**
 * The address that rate limits count: the connection's own or, behind trusted proxies, the one that the outermost of them
 * saw. Entries that a client put in front of it are ignored. Undefined when unknown.
 */
export function toAddress(request: Request, { address }: Received, trustedProxies: number): string | undefined {
  const forwarded = (request.headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim())
  const seen = trustedProxies === 0 ? address : forwarded.at(-trustedProxies)
  return seen === undefined || seen === '' ? undefined : toHousehold(seen)
}

/** An IPv4 address, or the /64 of an IPv6 address. */
function toHousehold(address: string): string {
  const plain = address.replace(/^\[|\](:\d+)?$|%.*$/g, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1]
  if (mapped !== undefined) return mapped
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups =
    tail === undefined
      ? first
      : [...first, ...Array.from({ length: 8 - first.length - last.length }, () => '0'), ...last]
  return `${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
