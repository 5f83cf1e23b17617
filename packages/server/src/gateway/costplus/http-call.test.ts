import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { gatewayFetch } from '../../node.ts'
import { callHttp, type HttpResult } from './http-call.ts'

let server: Server | undefined
const sockets = new Set<Socket>()
afterEach(() => {
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  server?.close()
})

/** Starts a gateway that treats every connection alike, and returns its URL. */
async function listen(behave: (socket: Socket) => void): Promise<string> {
  server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    behave(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}/` : ''
}

const answer =
  (head: string, body = '') =>
  (socket: Socket) =>
    void socket.once('data', () => socket.write(`HTTP/1.1 ${head}\r\n\r\n${body}`))
const withLength = (body: string) => `content-length: ${Buffer.byteLength(body)}`

describe.each([
  ['the platform’s fetch', fetch],
  ['the fetch of the node entry', gatewayFetch()],
])('with %s', (_, send) => {
  const post = (url: string, deadlineMs = 1_000): Promise<HttpResult> =>
    callHttp(send, url, { method: 'POST', body: '{"amount":1}' }, deadlineMs)

  it('reads an answer', async () => {
    const url = await listen(answer(`201 Created\r\n${withLength('{"a":1}')}`, '{"a":1}'))
    expect(await post(url)).toEqual({ kind: 'answer', status: 201, body: { a: 1 } })
  })

  it('knows that nothing was sent if the connection is refused or the name does not resolve', async () => {
    const url = await listen(() => {})
    await new Promise((resolve) => server?.close(resolve))
    expect(await post(url)).toMatchObject({ kind: 'not-sent', code: 'ECONNREFUSED' })
    expect(await post('http://gateway.invalid/')).toMatchObject({ kind: 'not-sent' })
  })

  it.each([
    ['resets the connection as soon as it is made', (socket: Socket) => void socket.resetAndDestroy()],
    [
      'resets the connection once it has read the request',
      (socket: Socket) => void socket.once('data', () => socket.resetAndDestroy()),
    ],
    ['closes the connection without an answer', (socket: Socket) => void socket.once('data', () => socket.end())],
    ['stops in the middle of its answer', answer('201 Created\r\ncontent-length: 100', '{"id":')],
    ['answers with a redirect', answer('307 Temporary Redirect\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0')],
    ['speaks another protocol', (socket: Socket) => void socket.write('220 smtp.example ESMTP\r\n')],
    ['sends more than any order needs', answer('201 Created\r\ncontent-length: 9000000', ' '.repeat(9_000_000))],
  ])('reports no answer when the gateway %s', async (_name, behave) => {
    expect(await post(await listen(behave))).toMatchObject({ kind: 'no-answer' })
  })

  it('reports a redirect as such, and sends nothing to its target', async () => {
    let visits = 0
    const url = await listen((socket) => {
      socket.on('data', (bytes) => {
        if (String(bytes).includes('/elsewhere')) visits += 1
        socket.write('HTTP/1.1 307 Temporary Redirect\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n')
      })
    })
    expect(await post(url)).toEqual({ kind: 'no-answer', code: 'redirect' })
    expect(visits).toBe(0)
  })

  it('gives up at its deadline although a byte arrives now and then', async () => {
    const url = await listen((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 201 Created\r\ncontent-length: 1000\r\n\r\n')
        const drip = setInterval(() => socket.write(' '), 50)
        socket.once('close', () => clearInterval(drip))
      })
    })
    const started = performance.now()
    expect(await post(url, 300)).toEqual({ kind: 'no-answer', code: 'deadline' })
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('sends a charge once, although the reused connection was closed meanwhile', async () => {
    let requests = 0
    const url = await listen((socket) =>
      socket.on('data', () => {
        requests += 1
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')
        if (requests === 2) socket.resetAndDestroy()
      }),
    )
    await post(url)
    await post(url)
    expect(requests).toBe(2)
  })
})
