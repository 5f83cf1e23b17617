/** A call the sandbox has answered. */
export interface LoggedRequest {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly method: string
  /** Without the query, and without anything that could be a card number or a key. */
  readonly path: string
  readonly outcome: number | 'reset' | 'given up'
  readonly tookMs: number
}

/** The last calls, newest last. */
export interface RequestLog {
  add(request: LoggedRequest): void
  list(): LoggedRequest[]
  clear(): void
}

const mostRequests = 200

/**
 * A path that is fit to be logged. People paste things into the wrong place, so every run of digits that could be a card
 * number goes, and everything that looks like a key; ids stay. Null for what the pages themselves ask for, every other
 * second: it would soon be all that is listed.
 */
export function toLoggedPath(url: string): string | null {
  const { pathname } = new URL(url)
  if (/^\/(live|live\.js|pay\/assets\/.*)$/.test(pathname)) return null
  return pathname
    .slice(0, 200)
    .replaceAll(/(?<![0-9a-f-])\d(?:[ ._+-]|%20)?(?:\d(?:[ ._+-]|%20)?){10,18}\d(?![0-9a-f-])/gi, '…')
    .replaceAll(/(?:test|live|prod|key|sk|pk)_\w+/gi, '…')
}

/** Opens a log of calls. */
export function createRequestLog(): RequestLog {
  let requests: LoggedRequest[] = []
  return {
    add(request) {
      requests.push(request)
      if (requests.length >= mostRequests * 2) requests = requests.slice(-mostRequests)
    },
    list: () => requests.slice(-mostRequests),
    clear() {
      requests = []
    },
  }
}
