let asked: string[] = []
let since = 0
let isWatching = false

/** Begins to write down every request that leaves the page. */
export function watchNetwork(): void {
  asked = []
  since = performance.now()
  if (isWatching) return
  isWatching = true
  watch(window, 'fetch', 0)
  watch(XMLHttpRequest.prototype, 'open', 1)
  watch(Navigator.prototype, 'sendBeacon', 0)
}

/** What was asked of a server since, other than the files that Storybook itself consists of. */
export function requestsThatLeft(): readonly string[] {
  const loaded = performance.getEntriesByType('resource').filter(({ startTime }) => startTime >= since)
  const foreign = loaded.map(({ name }) => name).filter((url) => new URL(url, location.href).origin !== location.origin)
  return [...asked.filter((url) => !url.endsWith('/index.json')), ...foreign.filter((url) => /^https?:/.test(url))]
}

/** Writes down the address, which is the argument at `position`, of each call of a method. */
function watch(owner: object, name: string, position: number): void {
  const method: unknown = Reflect.get(owner, name)
  if (typeof method !== 'function') throw new Error(`This browser has no ${name} to watch.`)
  const watched = new Proxy(method, {
    apply(target, self, args: unknown[]): unknown {
      const url = args[position]
      asked.push(url instanceof Request ? url.url : String(url))
      return Reflect.apply(target, self, args)
    },
  })
  Reflect.set(owner, name, watched)
}
