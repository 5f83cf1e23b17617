import * as v from 'valibot'
import { DECLINE_REASONS, type DeclineReason } from '../card/decline-reasons.ts'
import type { Fault } from './fault.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000))
const kind = <K extends string>(name: K) => ({ kind: v.literal(name) })
const reason = v.custom<DeclineReason>(
  (value) => typeof value === 'string' && Object.hasOwn(DECLINE_REASONS, value),
  `must be one of: ${Object.keys(DECLINE_REASONS).join(', ')}`,
)
const headers = v.record(v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/i)), v.pipe(v.string(), v.regex(/^[\t\x20-\x7e]*$/)))

const answer = v.variant('kind', [
  v.object(kind('ok')),
  v.object({
    ...kind('status'),
    status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
    body: v.exactOptional(v.picklist(['error', 'order', 'html', 'empty', 'werkzeug'])),
    headers: v.exactOptional(headers),
  }),
  v.object({ ...kind('truncate'), bytes: count }),
  v.object({ ...kind('slow'), msPerByte: count }),
  v.object(kind('hang')),
  v.object({ ...kind('reset'), when: v.union([v.picklist(['before', 'mid', 'after']), count]) }),
])

const issuer = v.variant('kind', [
  v.object(kind('approve')),
  v.object({ ...kind('decline'), reason }),
  v.object(kind('challenge')),
  v.object({ ...kind('slow'), ms: count, outcome: v.union([v.literal('approve'), reason]) }),
  v.object(kind('silence')),
  v.object({ ...kind('late-approval'), ms: count, reason }),
  v.object(kind('authorise-only')),
])

const webhooks = v.variant('kind', [
  v.object(kind('lost')),
  v.object({ ...kind('repeated'), copies: v.pipe(count, v.minValue(1), v.maxValue(100)) }),
  v.object(kind('reordered')),
  v.object({ ...kind('delayed'), ms: count }),
  v.object(kind('early')),
  v.object(kind('forged')),
  v.object(kind('wrong-project')),
])

const shows = v.object({
  amount: v.exactOptional(v.pipe(v.number(), v.integer())),
  currency: v.exactOptional(v.string()),
  projectId: v.exactOptional(v.string()),
  flags: v.exactOptional(v.array(v.string())),
  merchantOrderId: v.exactOptional(v.string()),
  statuses: v.exactOptional(v.array(v.string())),
  extraFields: v.exactOptional(v.record(v.string(), v.unknown())),
  clockSkewMs: v.exactOptional(v.pipe(v.number(), v.integer())),
  paymentUrl: v.exactOptional(v.nullable(v.string())),
  withoutTransactions: v.exactOptional(v.boolean()),
})

/** Checks a fault sent to the control API. Its output type is `Fault`, so a part missing here does not compile. */
export const faultSchema: v.GenericSchema<unknown, Fault> = v.strictObject({
  commit: v.exactOptional(v.union([v.picklist(['before', 'after', 'never']), v.object({ afterMs: count })])),
  answer: v.exactOptional(answer),
  delayMs: v.exactOptional(count),
  list: v.exactOptional(
    v.object({
      limit: v.exactOptional(count),
      reversed: v.exactOptional(v.boolean()),
      repeated: v.exactOptional(v.boolean()),
      withoutTransactions: v.exactOptional(v.boolean()),
    }),
  ),
  issuer: v.exactOptional(issuer),
  vault: v.exactOptional(v.picklist(['no-token', 'same-token', 'unknown-token-is-400'])),
  webhooks: v.exactOptional(webhooks),
  shows: v.exactOptional(shows),
  listLagMs: v.exactOptional(count),
  readLagMs: v.exactOptional(count),
  retryAddsTransaction: v.exactOptional(v.boolean()),
} satisfies Record<keyof Fault, v.GenericSchema>)
