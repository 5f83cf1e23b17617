import { connect, createServer, type Socket } from 'node:net'
import { freePort } from '../support/postgres-server.ts'

/** Something between a shop and its gateway that passes bytes on, and stops in the middle of a charge when told to. */
export interface Front {
  readonly url: string
  connectTo(port: number): void
  /** The next order POST gets through up to so many bytes of its body, and nothing after them. `cut` resolves there. */
  cutAfter(bytes: number): { readonly cut: Promise<void> }
  /** Lets everything through again. */
  mend(): void
  /** Bytes of the last order POST's body. */
  lastLength(): number
  /** How many order POSTs were begun. */
  posts(): number
  close(): Promise<void>
}

const headEnd = '\r\n\r\n'

export async function openFront(): Promise<Front> {
  const sockets = new Set<Socket>()
  let target = 0
  let posts = 0
  let length = 0
  let allowed: number | undefined
  let onCut = () => {}

  const server = createServer((client) => {
    const gateway = connect(target, '127.0.0.1')
    let received = Buffer.alloc(0)
    let passed = 0
    let mostBytes = Infinity
    for (const socket of [client, gateway]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        // What has got through arrives, whoever has gone since.
        client.end()
        gateway.end()
      })
    }
    gateway.on('data', (chunk) => mostBytes === Infinity && client.write(chunk))
    client.on('data', (chunk) => {
      // A request begins a connection or follows an answer: then nothing of the last one is kept.
      if (/^[A-Z]+ \//.test(chunk.toString('latin1'))) {
        received = Buffer.alloc(0)
        passed = 0
      }
      received = Buffer.concat([received, chunk])
      const end = received.indexOf(headEnd)
      const isPost = received.toString('latin1').startsWith('POST /v1/orders')
      if (isPost && end !== -1 && passed === 0) {
        posts += 1
        length = Number(/content-length: (\d+)/i.exec(received.toString('latin1', 0, end))?.[1] ?? 0)
        if (allowed !== undefined) mostBytes = end + headEnd.length + allowed
        allowed = undefined
      }
      // What a head is cut into is nobody's business here: it goes on once it is whole.
      const isHead = isPost && end === -1
      const until = isHead ? passed : Math.min(received.length, mostBytes)
      gateway.write(received.subarray(passed, until))
      passed = until
      if (passed === mostBytes) onCut()
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
    mend() {
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
