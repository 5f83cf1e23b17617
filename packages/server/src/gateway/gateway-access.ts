import { isNotNull } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { deployment } from '../store/schema.ts'

const probeWindowMs = 1_000

/** Remembers that the gateway does not accept the API key: starting more payments would only decline more customers. */
export async function refuseGatewayKey({ database, clock, log }: Context, status: number): Promise<void> {
  await database.db.update(deployment).set({ gatewayRefusedAt: clock.now })
  log.error({ status }, 'The gateway refuses the API key. No payment starts until it accepts it; check gateway.apiKey')
}

/** Whether a payment may start: not while the gateway refuses the key. A read that succeeds lifts the refusal. */
export async function hasGatewayAccess({ database, gateway }: Context): Promise<boolean> {
  const [row] = await database.db.select({ refusedAt: deployment.gatewayRefusedAt }).from(deployment)
  if (row === undefined || row.refusedAt === null) return true
  const now = Date.now()
  const probe = await gateway.listOrders(new Date(now - probeWindowMs), new Date(now))
  if (probe.kind !== 'ok') return false
  await database.db.update(deployment).set({ gatewayRefusedAt: null }).where(isNotNull(deployment.gatewayRefusedAt))
  return true
}
