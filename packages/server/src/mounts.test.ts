import { readFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { conformanceCases } from '@cardfile/contract/conformance'
import { Hono } from 'hono'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type ConformanceShop, openConformanceShop } from '../test/support/conformance-backend.ts'
import { publicUrl } from '../test/support/shop.ts'
import type { Cardfile } from './cardfile.ts'
import { toNextHandlers } from './next.ts'
import { toNodeListener } from './node.ts'

const { origin, pathname: base } = new URL(publicUrl)

/** The mounts of the README's table. `cardfile.handle` itself runs the suite in `conformance.test.ts`. */
const MOUNTS: Readonly<Record<string, (cardfile: Cardfile) => RequestListener>> = {
  /** Express strips the path of a mount from the URL. Plain `node:http` keeps it: `over-the-wire.test.ts`. */
  Express: (cardfile) => {
    const listener = toNodeListener(cardfile)
    return toListener(async (request, response) => {
      request.url = request.url?.replace(base, '') ?? '/'
      await listener(request, response)
    })
  },
  Hono: (cardfile) => {
    const app = new Hono()
    app.all(`${base}/*`, (c) => cardfile.handle(c.req.raw))
    return toListener(getRequestListener(app.fetch))
  },
  /** Next.js calls the export named like the method; it answers any other method itself. */
  'Next.js': (cardfile) => {
    const exported: Readonly<Partial<Record<string, (request: Request) => Promise<Response>>>> =
      toNextHandlers(cardfile)
    return toListener(
      getRequestListener(async (request) => {
        const handler = exported[request.method === 'HEAD' ? 'GET' : request.method]
        if (handler !== undefined) return handler(request)
        return new Response(null, { status: request.method === 'OPTIONS' ? 204 : 405 })
      }),
    )
  },
}

let opened: ConformanceShop
beforeAll(async () => {
  opened = await openConformanceShop('postgres')
})
afterAll(() => opened.shop.close())
afterEach(() => opened.reset())

describe.each(Object.entries(MOUNTS))('the real handler on Postgres, mounted in %s', (_, mount) => {
  let server: Server
  beforeAll(async () => {
    server = createServer(mount(opened.shop.cardfile))
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  /** Sends a request for the shop's public address to the socket, as a reverse proxy does. */
  async function send(request: Request): Promise<Response> {
    const { port } = server.address() as AddressInfo
    const { pathname, search } = new URL(request.url)
    const { method, headers } = request
    const body = await request.text()
    return fetch(`http://127.0.0.1:${port}${pathname}${search}`, {
      method,
      headers,
      redirect: 'manual',
      ...(body !== '' && { body }),
    })
  }

  it.each(conformanceCases)('$name', ({ run }) => run(opened.toBackend(send)))

  it('answers the preflight of an allowed origin', async () => {
    const headers = { origin, 'access-control-request-method': 'PUT' }
    const answer = await send(new Request(`${publicUrl}/cards/x/default`, { method: 'OPTIONS', headers }))
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, origin])
  })

  it('answers HEAD like GET, without a body', async () => {
    const answer = await send(new Request(`${publicUrl}/health`, { method: 'HEAD' }))
    expect([answer.status, answer.headers.get('cache-control'), await answer.text()]).toEqual([200, 'no-store', ''])
  })
})

it('mounts the handler in every way that the README shows', () => {
  const rows = readMountTable().trim().split('\n').slice(2)
  const unmounted = rows.filter((row) => !Object.keys(MOUNTS).some((name) => row.includes(name)))
  expect(unmounted).toEqual([expect.stringContaining('`cardfile.handle(request)`')])
})

it('names every entry of the package that mounts the handler in the README', () => {
  const { exports: entries } = JSON.parse(readText('../package.json')) as { exports: Record<string, unknown> }
  const mounts = Object.keys(entries).filter((entry) => !['.', './embedded', './package.json'].includes(entry))
  const table = readMountTable()
  expect(mounts.filter((entry) => !table.includes(`@cardfile/server${entry.slice(1)}`))).toEqual([])
  const named = [...readText('../README.md').matchAll(/@cardfile\/server(\/[a-z-]+)/g)].map(([, name]) => `.${name}`)
  expect(Object.keys(entries)).toEqual(expect.arrayContaining(named))
})

it.each(['../README.md', '../../../README.md'])('exports every method to Next.js as %s shows', (readme) => {
  const [, names = ''] = /export const \{ ([A-Z, ]+) \} = toNextHandlers\(cardfile\)/.exec(readText(readme)) ?? []
  expect(names.split(', ')).toEqual(Object.keys(toNextHandlers(opened.shop.cardfile)))
})

/** The README's table of mounts. */
function readMountTable(): string {
  const [table = ''] = /\| where[^]*?\n\n/.exec(readText('../README.md')) ?? []
  return table
}

function readText(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}

function toListener(listener: (...args: Parameters<RequestListener>) => Promise<void>): RequestListener {
  return (request, response) => void listener(request, response)
}
