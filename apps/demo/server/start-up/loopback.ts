import { createServer, type RequestListener, type Server } from 'node:http'
import { isErrorWithCode } from './data-directory.ts'
import { StartUpError } from './start-up-error.ts'

export interface Loopback {
  /** Stops listening, gives responses in flight a moment, then closes all connections. */
  close(): Promise<void>
}

/** A listener that queues requests until `release` gives it the listener that answers them. */
export function createRequestQueue(): { readonly listener: RequestListener; release(answer: RequestListener): void } {
  let answer: RequestListener | undefined
  const waiting: Parameters<RequestListener>[] = []
  return {
    listener(...request) {
      if (answer === undefined) waiting.push(request)
      else answer(...request)
    },
    release(listener) {
      answer = listener
      for (const request of waiting.splice(0)) listener(...request)
    },
  }
}

const drainMs = 1_000
/** Longer than clients keep an idle connection: if the server closes first, a request can meet a closed socket. */
const keepAliveTimeout = 65_000

/**
 * Listens on both loopback addresses, because `localhost` may resolve to either. Nothing outside this computer can connect.
 */
export async function listenOnLoopback(
  port: number,
  listener: RequestListener,
  variable: 'PORT' | 'SANDBOX_PORT' = 'PORT',
): Promise<Loopback> {
  const servers: Server[] = []
  for (const host of ['127.0.0.1', '::1']) {
    const server = createServer({ keepAliveTimeout }, listener)
    try {
      await listen(server, port, host)
      servers.push(server)
    } catch (error) {
      // A computer without IPv6 has no ::1.
      if (host === '::1' && !isErrorWithCode(error, 'EADDRINUSE')) continue
      await Promise.all(servers.map(close))
      throw new StartUpError(portSentence(port, error, variable), { cause: error })
    }
  }
  return {
    async close() {
      await Promise.all(servers.map(close))
    },
  }
}

/** Checks that the port is free, for a server that starts later. */
export async function requireFreePort(port: number, variable: 'PORT' | 'SANDBOX_PORT'): Promise<void> {
  const loopback = await listenOnLoopback(port, () => {}, variable)
  await loopback.close()
}

function portSentence(port: number, error: unknown, variable: string): string {
  if (isErrorWithCode(error, 'EADDRINUSE')) {
    return (
      `Port ${port} is busy. Stop the process that listens there (perhaps this shop, started twice), ` +
      `or set ${variable} to another one.`
    )
  }
  return `Port ${port} cannot be opened on this computer. Set ${variable} to another one.`
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const hangUp = setTimeout(() => server.closeAllConnections(), drainMs)
    server.close(() => {
      clearTimeout(hangUp)
      resolve()
    })
    server.closeIdleConnections()
  })
}
