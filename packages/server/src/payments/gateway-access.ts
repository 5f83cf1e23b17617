import { isNotNull } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { deployment } from '../store/schema.ts'

const probeWindowMs = 1_000

/** Records that the gateway rejects the API key: each further payment would only be declined. */
export async function recordKeyRejection({ database, clock, log }: Context, status: number): Promise<void> {
  await database.db.update(deployment).set({ gatewayRejectedAt: clock.now })
  log.error(
    { status },
    'The gateway rejects the API key. No payment starts until it accepts the key; check gateway.apiKey',
  )
}

/** Whether a payment may start: not while the gateway rejects the key. A probe that succeeds ends that. */
export async function hasGatewayAccess({ database, gateway }: Context): Promise<boolean> {
  const [row] = await database.db.select({ rejectedAt: deployment.gatewayRejectedAt }).from(deployment)
  if (row === undefined || row.rejectedAt === null) return true
  const now = Date.now()
  const probe = await gateway.probe(new Date(now - probeWindowMs), new Date(now))
  if (probe.kind !== 'ok') return false
  await database.db.update(deployment).set({ gatewayRejectedAt: null }).where(isNotNull(deployment.gatewayRejectedAt))
  return true
}
