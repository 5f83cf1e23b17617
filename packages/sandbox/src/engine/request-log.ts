/** A request to the sandbox. */
export interface LoggedRequest {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly method: string
  /** Without query, card numbers and keys. */
  readonly path: string
  /** Status of the answer, or how the connection ended without one. */
  readonly outcome: number | 'reset' | 'aborted'
  readonly tookMs: number
}

/** The last 200 requests. */
export interface RequestLog {
  add(request: LoggedRequest): void
  /** Newest last. */
  list(): LoggedRequest[]
}

const maxRequests = 200

/**
 * The path of a request for the log. Digits that could be a card number and text that looks like a key are removed, in case
 * one was pasted into the URL. Null for the assets and polls of the sandbox's own pages, which would crowd out the rest.
 */
export function toLoggedPath(url: string): string | null {
  const { pathname } = new URL(url)
  if (/^\/(live|live\.js|pay\/assets\/.*)$/.test(pathname)) return null
  return pathname
    .slice(0, 200)
    .replaceAll(/(?<![0-9a-f-])\d(?:[ ._+-]|%20)?(?:\d(?:[ ._+-]|%20)?){10,18}\d(?![0-9a-f-])/gi, '…')
    .replaceAll(/(?:test|live|prod|key|sk|pk)_\w+/gi, '…')
}

/** Creates an empty request log. */
export function createRequestLog(): RequestLog {
  let requests: LoggedRequest[] = []
  return {
    add(request) {
      requests.push(request)
      if (requests.length >= maxRequests * 2) requests = requests.slice(-maxRequests)
    },
    list: () => requests.slice(-maxRequests),
  }
}
