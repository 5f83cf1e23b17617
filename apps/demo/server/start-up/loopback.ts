import { createServer, type RequestListener, type Server } from 'node:http'
import { isErrorWithCode } from './data-directory.ts'
import { StartUpError } from './start-up-error.ts'

export interface Loopback {
  /** Stops listening, lets answers that are on their way go out for a moment, then hangs up. */
  close(): Promise<void>
}

/** A listener that keeps requests waiting until `open` says who answers them. */
export function createDoor(): { readonly listener: RequestListener; open(answer: RequestListener): void } {
  let answer: RequestListener | undefined
  const waiting: Parameters<RequestListener>[] = []
  return {
    listener(...request) {
      if (answer === undefined) waiting.push(request)
      else answer(...request)
    },
    open(who) {
      answer = who
      for (const request of waiting.splice(0)) who(...request)
    },
  }
}

const drainMs = 1_000
/** Longer than clients keep an idle connection: who hangs up first must not be the server, or a request meets a closed door. */
const keepAliveTimeout = 65_000

/**
 * Listens on both loopback addresses, because `localhost` is either of them depending on who asks. Nothing outside this
 * computer can connect.
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
      // A computer without IPv6 has no ::1; that is not worth a word.
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

/** Makes sure that nothing listens there yet, for a server that is started later. */
export async function requireFreePort(port: number, variable: 'PORT' | 'SANDBOX_PORT'): Promise<void> {
  const loopback = await listenOnLoopback(port, () => {}, variable)
  await loopback.close()
}

function portSentence(port: number, error: unknown, variable: string): string {
  if (isErrorWithCode(error, 'EADDRINUSE')) {
    return (
      `Port ${port} is busy. End what listens there (perhaps this shop, started twice), ` +
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
