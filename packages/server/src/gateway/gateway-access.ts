import { isNotNull } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { deployment } from '../store/schema.ts'

const probeWindowMs = 1_000

/** Remembers that the gateway does not accept the API key: starting more payments would only decline more customers. */
export async function refuseGatewayKey({ database, clock, log }: Context, status: number): Promise<void> {
  await database.db.update(deployment).set({ gatewayRefusedAt: clock.now })
  log.error({ status }, 'The gateway refuses the API key. No payment starts until it accepts it; check gateway.apiKey')
}

/** Lets a payment start, or refuses it while the gateway refuses the key. A read that succeeds lifts the refusal. */
export async function requireGatewayAccess({ database, gateway }: Context): Promise<void> {
  const [row] = await database.db.select({ refusedAt: deployment.gatewayRefusedAt }).from(deployment)
  if (row === undefined || row.refusedAt === null) return
  const now = Date.now()
  const probe = await gateway.listOrders(new Date(now - probeWindowMs), new Date(now))
  if (probe.kind !== 'ok') throw new Refusal('unavailable')
  await database.db.update(deployment).set({ gatewayRefusedAt: null }).where(isNotNull(deployment.gatewayRefusedAt))
}
