import { connect, createServer, type Socket } from 'node:net'
import { freePort } from '../support/free-port.ts'

/** A TCP proxy between a shop and its gateway that can cut an order POST in the middle of its body. */
export interface GatewayProxy {
  readonly url: string
  connectTo(port: number): void
  /** Forwards only this many bytes of the next order POST's body, and nothing after them. `cut` resolves there. */
  cutAfter(bytes: number): { readonly cut: Promise<void> }
  /** Forwards everything again. */
  restore(): void
  /** Length of the last order POST's body, in bytes. */
  lastLength(): number
  /** Number of order POSTs that were begun. */
  posts(): number
  close(): Promise<void>
}

const headEnd = '\r\n\r\n'

/** Opens a proxy on a free port. Call `connectTo` before the first request. */
export async function openGatewayProxy(): Promise<GatewayProxy> {
  const sockets = new Set<Socket>()
  let target = 0
  let posts = 0
  let length = 0
  let allowed: number | undefined
  let onCut = () => {}

  const server = createServer((client) => {
    const gateway = connect(target, '127.0.0.1')
    let received = Buffer.alloc(0)
    let forwarded = 0
    let limit = Infinity
    for (const socket of [client, gateway]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        // `end` rather than `destroy`: bytes already forwarded still arrive.
        client.end()
        gateway.end()
      })
    }
    gateway.on('data', (chunk) => limit === Infinity && client.write(chunk))
    client.on('data', (chunk) => {
      // A chunk that begins with a request line begins a new request, so the last one is dropped.
      if (/^[A-Z]+ \//.test(chunk.toString('latin1'))) {
        received = Buffer.alloc(0)
        forwarded = 0
      }
      received = Buffer.concat([received, chunk])
      const end = received.indexOf(headEnd)
      const isPost = received.toString('latin1').startsWith('POST /v1/orders')
      if (isPost && end !== -1 && forwarded === 0) {
        posts += 1
        length = Number(/content-length: (\d+)/i.exec(received.toString('latin1', 0, end))?.[1] ?? 0)
        if (allowed !== undefined) limit = end + headEnd.length + allowed
        allowed = undefined
      }
      // The head of a POST is forwarded once it is complete: the limit counts from its end.
      const isHead = isPost && end === -1
      const until = isHead ? forwarded : Math.min(received.length, limit)
      gateway.write(received.subarray(forwarded, until))
      forwarded = until
      if (forwarded === limit) onCut()
    })
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${port}`,
    connectTo(to) {
      target = to
    },
    cutAfter(bytes) {
      allowed = bytes
      return {
        cut: new Promise((resolve) => {
          onCut = resolve
        }),
      }
    },
    restore() {
      onCut = () => {}
    },
    lastLength: () => length,
    posts: () => posts,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
