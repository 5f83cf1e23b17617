import { createServer, type Server } from 'node:http'
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import { toLoggedPath } from '../engine/request-log.ts'
import { ConnectionReset } from '../http/answer.ts'
import { createSandbox } from '../sandbox/create-sandbox.ts'
import type { SandboxOptions } from '../sandbox/options.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { openJournal } from './journal.ts'

/** How a sandbox is served. */
export interface ServeOptions extends Pick<SandboxOptions, 'timeScale' | 'settings' | 'maxOrders'> {
  /** Port to listen on. 0 takes any free one. */
  readonly port: number
  /** Address to listen on. Default `127.0.0.1`: this computer only. */
  readonly host?: string
  readonly apiKey?: string
  /** File that keeps orders, saved cards and webhooks across restarts. Default: memory only. */
  readonly dataFile?: string
  /** Origin under which browsers reach the hosted pages. Default: `http://localhost:{port}`. */
  readonly url?: string
  /** Called with a line for each request, without keys, card numbers or security codes. */
  readonly log?: (line: string) => void
}

/** A sandbox listening on a port. */
export interface ServedSandbox {
  readonly url: string
  readonly sandbox: Sandbox
  close(): Promise<void>
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const message =
        error.code === 'EADDRINUSE'
          ? `Port ${port} on ${host} is in use by another process. Stop that process or choose another port.`
          : `Cannot listen on ${host}:${port}: ${error.message}`
      reject(new Error(message, { cause: error }))
    })
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

type Outgoing = HttpBindings['outgoing'] | Http2Bindings['outgoing']

const reset = (outgoing: Outgoing) => void outgoing.socket?.resetAndDestroy()

/** Passes a body on and resets the connection where it throws `ConnectionReset`. */
function resetOnError(body: ReadableStream<Uint8Array>, outgoing: Outgoing): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (done) return controller.close()
        controller.enqueue(value)
      } catch (error) {
        if (!(error instanceof ConnectionReset)) throw error
        // The bytes already written must leave the process first, or the reset discards them. The immediate lets a client in
        // this process read them first: libuv reports data and a reset that arrive together as a normal end.
        setTimeout(() => setImmediate(() => reset(outgoing)), 20)
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
}

// Never settles: the connection is destroyed, so the listener must not write an answer.
const noAnswer = new Promise<never>(() => {})

/** Serves a sandbox over HTTP. Rejects when the port is in use, before the data file is touched. */
export async function serveSandbox(options: ServeOptions): Promise<ServedSandbox> {
  const { port, host = '127.0.0.1', apiKey, dataFile, log, timeScale, settings, maxOrders } = options
  let sandbox: Sandbox | undefined

  const listener = getRequestListener(
    async (request, { outgoing }) => {
      const startedAt = performance.now()
      const logOutcome = (outcome: number | 'reset' | 'aborted') => {
        const path = toLoggedPath(request.url)
        const tookMs = Math.round(performance.now() - startedAt)
        if (path !== null) log?.(`${request.method.padEnd(6)} ${path} ${outcome} ${tookMs} ms`)
      }
      if (sandbox === undefined) return new Response('The sandbox is starting.', { status: 503 })
      try {
        const response = await sandbox.fetch(request)
        logOutcome(response.status)
        if (response.body === null) return response
        return new Response(resetOnError(response.body, outgoing), response)
      } catch (error) {
        logOutcome(error instanceof ConnectionReset ? 'reset' : 'aborted')
        if (error instanceof ConnectionReset) reset(outgoing)
        else outgoing.destroy()
        return noAnswer
      }
    },
    { overrideGlobalObjects: false },
  )
  // Longer than clients keep idle connections: if the server closed first, a request could meet a closed socket.
  const keepAliveTimeout = 65_000
  const server = createServer({ keepAliveTimeout }, (incoming, outgoing) => void listener(incoming, outgoing))
  const actualPort = await listen(server, port, host)
  const url = options.url ?? `http://localhost:${actualPort}`

  try {
    const journal = dataFile === undefined ? undefined : await openJournal(dataFile, () => sandbox?.state())
    sandbox = createSandbox({
      url,
      followsLoopback: options.url === undefined,
      ...(apiKey === undefined ? {} : { apiKey }),
      ...(timeScale === undefined ? {} : { timeScale }),
      ...(settings === undefined ? {} : { settings }),
      ...(maxOrders === undefined ? {} : { maxOrders }),
      ...(journal === undefined
        ? {}
        : { state: journal.state, onChange: (changes) => journal.write(changes), onReset: () => journal.clear() }),
    })
  } catch (error) {
    server.close()
    throw error
  }
  const running = sandbox

  return {
    url,
    sandbox: running,
    async close() {
      await running.close()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
