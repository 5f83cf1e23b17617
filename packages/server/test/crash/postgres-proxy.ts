import { connect, createServer, type Socket } from 'node:net'
import { Pool } from 'pg'
import { inject } from 'vitest'
import { freePort } from '../support/free-port.ts'
import type { TestShop } from '../support/shop.ts'

/** A TCP proxy to a shop's Postgres that can break connections. */
export interface PostgresProxy {
  /** A pool that connects through the proxy. */
  readonly pool: Pool
  /** Breaks the connection at the n-th COMMIT from now: before Postgres receives it, or before its answer arrives. */
  breakAt(commit: number, when: 'before' | 'after'): void
  /** Breaks every connection, and refuses new ones until `restore`. */
  cut(): void
  restore(): void
  close(): Promise<void>
}

/** Opens a proxy to the database of a shop. */
export async function openPostgresProxy(shop: Pick<TestShop, 'query'>): Promise<PostgresProxy> {
  const [row] = await shop.query('select current_database() as name')
  const to = new URL(inject('postgresUrl'))
  const sockets = new Set<Socket>()
  let commitsLeft = 0
  let breaks: 'before' | 'after' = 'after'
  let isCut = false
  const server = createServer((client) => {
    if (isCut) {
      client.destroy()
      return
    }
    const postgres = connect(Number(to.port), to.hostname)
    let isBroken = false
    const hangUp = () => {
      client.destroy()
      postgres.destroy()
    }
    for (const socket of [client, postgres]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', hangUp)
    }
    postgres.on('data', (chunk) => (isBroken ? hangUp() : client.write(chunk)))
    client.on('data', (chunk) => {
      if (commitsLeft > 0 && chunk.toString('latin1').includes('commit\0')) {
        commitsLeft -= 1
        isBroken = commitsLeft === 0
      }
      if (isBroken && breaks === 'before') hangUp()
      else postgres.write(chunk)
    })
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const through = new URL(`/${String(row?.['name'])}`, to)
  through.port = String(port)
  const pool = new Pool({ connectionString: through.href })
  return {
    pool,
    breakAt(commit, when) {
      commitsLeft = commit
      breaks = when
    },
    cut() {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
    restore() {
      isCut = false
    },
    async close() {
      await pool.end()
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
