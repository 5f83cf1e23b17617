import { createServer, type Server } from 'node:http'
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import { toLoggedPath } from '../engine/request-log.ts'
import { createSandbox, type Sandbox, type SandboxOptions } from '../sandbox/create-sandbox.ts'
import { ConnectionReset } from '../http/answer.ts'
import { openJournal } from './journal.ts'

/** Where and how a sandbox is served. */
export interface ServeOptions extends Pick<SandboxOptions, 'timeScale' | 'settings' | 'maxOrders'> {
  /** 0 takes any free port. */
  readonly port: number
  /** Default `127.0.0.1`: this computer only. */
  readonly host?: string
  readonly apiKey?: string
  /** File that keeps orders and saved cards over a restart. Default: memory only. */
  readonly dataFile?: string
  /** Origin under which browsers reach the hosted pages. Default: `http://localhost:{port}`. */
  readonly url?: string
  /** Takes a line for each request. Keys, card numbers and codes are never in it. */
  readonly log?: (line: string) => void
}

/** A sandbox that listens. */
export interface ServedSandbox {
  readonly url: string
  readonly sandbox: Sandbox
  close(): Promise<void>
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isBusy = error.code === 'EADDRINUSE'
      const way = isBusy ? 'is taken by another process. Stop that one, or choose another port.' : `: ${error.message}`
      const sentence = isBusy ? `Port ${port} on ${host} ${way}` : `Cannot listen on ${host}:${port}${way}`
      reject(new Error(sentence, { cause: error }))
    })
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

type Outgoing = HttpBindings['outgoing'] | Http2Bindings['outgoing']

const reset = (outgoing: Outgoing) => void outgoing.socket?.resetAndDestroy()

/** Passes a body on, and turns the scripted break in it into a reset connection. */
function resetWhenBroken(body: ReadableStream<Uint8Array>, outgoing: Outgoing): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (done) return controller.close()
        controller.enqueue(value)
      } catch (error) {
        if (!(error instanceof ConnectionReset)) throw error
        // What was written has to leave this process first, or the reset would overtake it.
        setTimeout(() => reset(outgoing), 20)
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
}

// Never settles: the connection is gone and there is nobody to answer.
const nobody = new Promise<never>(() => {})

/** Serves a sandbox over HTTP. A busy port rejects before anything is written. */
export async function serveSandbox(options: ServeOptions): Promise<ServedSandbox> {
  const { port, host = '127.0.0.1', apiKey, dataFile, log, timeScale, settings, maxOrders } = options
  let sandbox: Sandbox | undefined

  const listener = getRequestListener(
    async (request, { outgoing: answer }) => {
      const startedAt = performance.now()
      const done = (outcome: number | 'reset' | 'given up') => {
        const path = toLoggedPath(request.url)
        const tookMs = Math.round(performance.now() - startedAt)
        if (path !== null) log?.(`${request.method.padEnd(6)} ${path} ${outcome} ${tookMs} ms`)
      }
      if (sandbox === undefined) return new Response('The sandbox is starting.', { status: 503 })
      try {
        const response = await sandbox.fetch(request)
        done(response.status)
        if (response.body === null) return response
        return new Response(resetWhenBroken(response.body, answer), response)
      } catch (error) {
        done(error instanceof ConnectionReset ? 'reset' : 'given up')
        if (error instanceof ConnectionReset) reset(answer)
        else answer.destroy()
        return nobody
      }
    },
    { overrideGlobalObjects: false },
  )
  // Longer than clients keep an idle connection: who hangs up first must not be the server, or a request meets a closed door.
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
