let urls: string[] = []
let since = 0
let isInstalled = false

/** Starts recording the requests of a story. */
export function watchNetwork(): void {
  urls = []
  since = performance.now()
  if (isInstalled) return
  isInstalled = true
  record(window, 'fetch', 0)
  record(XMLHttpRequest.prototype, 'open', 1)
  record(Navigator.prototype, 'sendBeacon', 0)
}

/** The URLs requested since `watchNetwork()`, except Storybook's own files. */
export function requestedUrls(): readonly string[] {
  const loaded = performance.getEntriesByType('resource').filter(({ startTime }) => startTime >= since)
  const foreign = loaded.map(({ name }) => name).filter((url) => new URL(url, location.href).origin !== location.origin)
  return [...urls.filter((url) => !url.endsWith('/index.json')), ...foreign.filter((url) => /^https?:/.test(url))]
}

/** Wraps a method so that each call records its URL, the argument at `position`. */
function record(owner: object, name: string, position: number): void {
  const method: unknown = Reflect.get(owner, name)
  if (typeof method !== 'function') throw new Error(`This browser has no ${name}() to record.`)
  const recording = new Proxy(method, {
    apply(target, self, args: unknown[]): unknown {
      const url = args[position]
      urls.push(url instanceof Request ? url.url : String(url))
      return Reflect.apply(target, self, args)
    },
  })
  Reflect.set(owner, name, recording)
}
