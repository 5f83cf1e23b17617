import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toNodeListener } from '../node.ts'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'

let shop: TestShop
let server: Server
let port: number
const sent: string[] = []
beforeAll(async () => {
  shop = await openTestShop('postgres')
  const { fetch } = shop.options.gateway
  Object.assign(shop.options.gateway, {
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      if (typeof init?.body === 'string') sent.push(init.body)
      return fetch?.(input, init)
    },
  })
  const listener = toNodeListener(shop.cardfile)
  server = createServer((request, response) => void listener(request, response))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  port = (server.address() as AddressInfo).port
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await shop.close()
})

/** Writes bytes to the server. Returns the bytes of its answer, read until that is complete or the connection closes. */
function send(text: string | Buffer, more?: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let received = ''
    const finish = () => {
      socket.destroy()
      resolve(received)
    }
    socket.setTimeout(10_000, () => reject(new Error(`Nothing came after ${JSON.stringify(received)}.`)))
    socket.on('error', finish)
    socket.on('close', finish)
    socket.on('data', (data) => {
      received += data.toString('latin1')
      const length = /content-length: (\d+)/i.exec(received)?.[1]
      const body = received.split('\r\n\r\n')[1]
      if (body !== undefined && (length === undefined || body.length >= Number(length))) finish()
    })
    const writeMore = () => {
      if (more !== undefined && !socket.destroyed) socket.write(more(), () => setImmediate(writeMore))
    }
    socket.write(text, writeMore)
  })
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)
const lines = (...each: readonly string[]) => `${each.join('\r\n')}\r\n\r\n`
const host = 'Host: shop.test'
const json = [host, 'Origin: http://shop.test', 'Content-Type: application/json', 'X-Test-Customer: ada']
const post = '/api/cardfile/payments HTTP/1.1'

describe('a request over a real connection is answered, or refused by the server itself, never with a 5xx:', () => {
  it.each([
    ['a plain request', lines('GET /api/cardfile/health HTTP/1.1', host), 200],
    ['a cookie of 64 KB', lines('GET /api/cardfile/cards HTTP/1.1', host, `Cookie: a=${'x'.repeat(65_536)}`), 431],
    [
      'a hundred headers of 1 KB',
      lines(
        'GET /api/cardfile/cards HTTP/1.1',
        host,
        ...Array.from({ length: 100 }, (_, at) => `X-${at}: ${'x'.repeat(1_000)}`),
      ),
      431,
    ],
    ['the same cookie twice', lines('GET /api/cardfile/cards HTTP/1.1', host, 'Cookie: id=ada', 'Cookie: id=bob'), 401],
    [
      'two customers in one header',
      lines('GET /api/cardfile/payments/x HTTP/1.1', host, 'X-Test-Customer: ada', 'X-Test-Customer: bob'),
      404,
    ],
    [
      'two origins, the shop’s first',
      lines(`POST ${post}`, ...json, 'Origin: https://evil.test', 'Content-Length: 2', '', '{}'),
      400,
      403,
    ],
    [
      'two origins, the shop’s last',
      lines(
        `POST ${post}`,
        host,
        'Origin: https://evil.test',
        'Origin: http://shop.test',
        'Content-Length: 2',
        '',
        '{}',
      ),
      403,
    ],
    ['a bare line feed in a header', 'GET /api/cardfile/cards HTTP/1.1\r\nHost: shop.test\nX-A: b\r\n\r\n', 400, 401],
    ['a NUL in a header', lines('GET /api/cardfile/cards HTTP/1.1', host, 'X-A: a\u0000b'), 400],
    ['a header without a name', lines('GET /api/cardfile/cards HTTP/1.1', host, ': x'), 400],
    ['a folded header', lines('GET /api/cardfile/cards HTTP/1.1', host, 'X-A: a', ' b'), 400, 401],
    ['no host', lines('GET /api/cardfile/health HTTP/1.1'), 400],
    ['two hosts', lines('GET /api/cardfile/health HTTP/1.1', host, 'Host: evil.test'), 200, 400],
    ['an invalid host', lines('GET /api/cardfile/health HTTP/1.1', 'Host: a b/@:x'), 400],
    [
      'the absolute URL of another site',
      lines('GET http://evil.test/api/cardfile/health HTTP/1.1', host),
      200,
      400,
      404,
    ],
    ['no path', lines('GET  HTTP/1.1', host), 400],
    ['an asterisk', lines('OPTIONS * HTTP/1.1', host), 400, 404, 204],
    ['a doubled slash', lines('GET //api/cardfile/health HTTP/1.1', host), 404, 400],
    ['a path in upper case', lines('GET /API/CARDFILE/HEALTH HTTP/1.1', host), 404],
    ['a path with a trailing dot', lines('GET /api/cardfile/health. HTTP/1.1', host), 404],
    ['encoded parent directories', lines('GET /api/cardfile/cards/%2e%2e/health HTTP/1.1', host), 200, 404],
    ['parent directories beyond the mount point', lines('GET /api/cardfile/../../health HTTP/1.1', host), 200, 404],
    ['a path of 60 KB', lines(`GET /api/cardfile/${'x'.repeat(60_000)} HTTP/1.1`, host), 431, 414],
    [
      'bytes that are not UTF-8 in the path',
      Buffer.from(lines('GET /api/cardfile/checkouts/\xff\xfe HTTP/1.1', host), 'latin1'),
      400,
      401,
      404,
    ],
    ['an unknown method', lines('PROPFIND /api/cardfile/cards HTTP/1.1', host), 405],
    ['an invalid method', lines('PAY /api/cardfile/payments HTTP/1.1', host), 400],
    [
      'a length and chunks',
      lines(`POST ${post}`, ...json, 'Content-Length: 5', 'Transfer-Encoding: chunked', '', '0'),
      400,
    ],
    ['two lengths', lines(`POST ${post}`, ...json, 'Content-Length: 2', 'Content-Length: 3', '', '{}'), 400],
    ['a length below zero', lines(`POST ${post}`, ...json, 'Content-Length: -1'), 400],
    ['a chunk whose size is not a number', lines(`POST ${post}`, ...json, 'Transfer-Encoding: chunked', '', 'zz'), 400],
    ['a length of a terabyte', lines(`POST ${post}`, ...json, 'Content-Length: 1099511627776'), 413],
    [
      'a compressed body',
      lines(`POST ${post}`, ...json, 'Content-Encoding: gzip', 'Content-Length: 2', '', '\x1f\x8b'),
      400,
    ],
    ['a TLS handshake', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    [
      'line breaks before the request',
      '\r\n\r\n\r\nGET /api/cardfile/health HTTP/1.1\r\nHost: shop.test\r\n\r\n',
      200,
      400,
    ],
  ] as const)('%s', async (_, request, ...statuses) => {
    expect(statuses).toContain(statusOf(await send(request)))
    expect(statusOf(await send(lines('GET /api/cardfile/health HTTP/1.1', host)))).toBe(200)
  })

  it('an endless body is refused while it arrives', async () => {
    let chunks = 0
    const chunk = `1000\r\n${'x'.repeat(4_096)}\r\n`
    const answer = await send(lines(`POST ${post}`, ...json, 'Transfer-Encoding: chunked'), () => {
      chunks += 1
      return chunk
    })
    expect(statusOf(answer)).toBe(413)
    // Only what fits into the buffers of two sockets: the server did not wait for the end.
    expect(chunks).toBeLessThan(1_000)
  })
})

it('sends the gateway only URLs of `publicUrl`, whatever host a request names, and echoes no other', async () => {
  const ada = shop.customer('ada')
  const checkoutId = ada.newCheckout(1295)
  const { quote } = await ada.checkout(checkoutId)
  const body = JSON.stringify({ checkoutId, quote, method: { type: 'new-card', save: null } })
  const answer = await send(
    `${lines(
      `POST ${post}`,
      'Host: evil.test',
      'X-Forwarded-Host: evil.test',
      'X-Forwarded-Proto: ftp',
      'X-Original-URL: http://evil.test/',
      'Forwarded: host=evil.test;proto=https',
      'Referer: http://evil.test/',
      ...json.slice(1),
      `Idempotency-Key: ${crypto.randomUUID()}`,
      `Content-Length: ${body.length}`,
    )}${body}`,
  )
  expect(statusOf(answer)).toBe(201)
  expect(answer).not.toContain('evil.test')
  expect(sent.join()).not.toContain('evil.test')
  const order = JSON.parse(sent.at(-1) ?? '{}') as Record<string, string>
  for (const field of ['return_url', 'failure_url', 'webhook_url']) {
    expect(order[field]).toMatch(/^http:\/\/shop\.test\/api\/cardfile\/(return|webhooks)\//)
  }
})
