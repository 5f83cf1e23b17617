import { connect, createServer, type Socket } from 'node:net'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { assembleCardfile, type Cardfile } from '../cardfile.ts'
import { createCustomer, type Customer } from '../testing/customer.ts'
import { freePort } from '../testing/real-postgres.ts'
import { openTestShop, type TestShop } from '../testing/shop.ts'

/** A wire to Postgres that breaks at a COMMIT: before it arrives, or after it was done and before that is answered. */
interface Wire {
  readonly port: number
  /** Breaks at the so manyth COMMIT from here on. */
  breakAt(commit: number, when: 'before' | 'after'): void
  close(): Promise<void>
}

async function openWire(to: URL): Promise<Wire> {
  const sockets = new Set<Socket>()
  let left = 0
  let breaks: 'before' | 'after' = 'after'
  const server = createServer((client) => {
    const database = connect(Number(to.port), to.hostname)
    let isBroken = false
    const hangUp = () => {
      client.destroy()
      database.destroy()
    }
    for (const socket of [client, database]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', hangUp)
    }
    database.on('data', (chunk) => (isBroken ? hangUp() : client.write(chunk)))
    client.on('data', (chunk) => {
      if (left > 0 && chunk.toString('latin1').includes('commit\0')) {
        left -= 1
        isBroken = left === 0
      }
      if (isBroken && breaks === 'before') hangUp()
      else database.write(chunk)
    })
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    port,
    breakAt(commit, when) {
      left = commit
      breaks = when
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

let shop: TestShop
let wire: Wire
let pool: Pool
let cardfile: Cardfile
let ada: Customer
let way: { cardId: string }
beforeAll(async () => {
  shop = await openTestShop('postgres')
  wire = await openWire(new URL(inject('postgresUrl')))
  const url = new URL(inject('postgresUrl'))
  const [row] = await shop.query('select current_database() as name')
  url.port = String(wire.port)
  url.pathname = `/${String(row?.['name'])}`
  pool = new Pool({ connectionString: url.href })
  cardfile = assembleCardfile({ ...shop.options, database: pool, budgets: 'off' }, shop.clock)
  ada = createCustomer({ cardfile, sandbox: shop.sandbox, checkouts: shop.checkouts }, 'ada')
  way = { cardId: (await ada.saveCard()).id }
})
afterAll(async () => {
  await cardfile.close()
  await pool.end()
  await wire.close()
  await shop.close()
})

const chargesOf = async (checkoutId: string) => {
  const rows = await shop.query(`select ref from cardfile_payment where checkout_id = '${checkoutId}'`)
  const refs = new Set(rows.map(({ ref }) => ref))
  return shop.sandbox.orders.list().filter((order) => order.charged > 0 && refs.has(order.merchantOrderId))
}

describe('when the connection to Postgres is lost at COMMIT', () => {
  it('reads the claim back, and sends it once, if it was only the answer that was lost', async () => {
    const checkoutId = ada.newCheckout(1295)
    const before = shop.asked.filter((request) => request.startsWith('POST')).length
    wire.breakAt(1, 'after')
    expect(await ada.pay(checkoutId, way)).toMatchObject({ status: 'succeeded' })
    expect(shop.asked.filter((request) => request.startsWith('POST'))).toHaveLength(before + 1)
    expect(await chargesOf(checkoutId)).toHaveLength(1)
  })

  it('sends nothing if the claim was never committed', async () => {
    const checkoutId = ada.newCheckout(1295)
    const before = shop.asked.filter((request) => request.startsWith('POST')).length
    wire.breakAt(1, 'before')
    expect((await ada.press(checkoutId, way)).status).toBe(503)
    expect(shop.asked.filter((request) => request.startsWith('POST'))).toHaveLength(before)
    expect(await ada.pay(checkoutId, way)).toMatchObject({ status: 'succeeded' })
  })

  it.each([
    [2, 'before'],
    [2, 'after'],
    [3, 'before'],
    [3, 'after'],
  ] as const)(
    'records the charge all the same if it is the COMMIT number %i that is lost, %s it',
    async (commit, when) => {
      const checkoutId = ada.newCheckout(1295)
      wire.breakAt(commit, when)
      await ada.pay(checkoutId, way)
      for (const minutes of [1, 1]) {
        shop.clock.offsetMs += minutes * 60_000
        await cardfile.reconcile()
      }
      expect(await ada.checkout(checkoutId)).toMatchObject({ payment: { status: 'succeeded' } })
      expect(await chargesOf(checkoutId)).toHaveLength(1)
      const [log] = await shop.query(
        `select count(*) as count from cardfile_payment_log join cardfile_payment on payment_id = id
       where checkout_id = '${checkoutId}' and to_state = 'succeeded'`,
      )
      expect(Number(log?.['count'])).toBe(1)
    },
  )
})
