import { connect, createServer, type Socket } from 'node:net'
import { Pool } from 'pg'
import { inject } from 'vitest'
import { freePort } from '../support/postgres-server.ts'
import type { TestShop } from '../support/shop.ts'

/** A wire to Postgres that breaks. */
export interface Wire {
  readonly pool: Pool
  /** Breaks at the so manyth COMMIT from here on: before it arrives, or after it was done and before that is answered. */
  breakAt(commit: number, when: 'before' | 'after'): void
  /** Breaks now, and lets nobody through until it is mended. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

/** Opens a wire to the Postgres database of a shop, and a pool that uses it. */
export async function openWire(shop: Pick<TestShop, 'query'>): Promise<Wire> {
  const [row] = await shop.query('select current_database() as name')
  const to = new URL(inject('postgresUrl'))
  const sockets = new Set<Socket>()
  let left = 0
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
      if (left > 0 && chunk.toString('latin1').includes('commit\0')) {
        left -= 1
        isBroken = left === 0
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
      left = commit
      breaks = when
    },
    cut() {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      isCut = false
    },
    async close() {
      await pool.end()
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
