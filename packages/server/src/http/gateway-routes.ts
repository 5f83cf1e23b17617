import { parseSafeUrl } from '@cardfile/contract'
import { eq } from 'drizzle-orm'
import type { Context as HonoContext } from 'hono'
import * as v from 'valibot'
import { consume, type RateLimitKey } from '../rate-limits/consume.ts'
import type { Context } from '../context.ts'
import { findPaymentByRef } from '../payments/find-payment.ts'
import { requestPoll, pollIfDue } from '../polling/poll-payment.ts'
import { longestPollWaitMs, waitForPoll } from '../polling/poll-before-read.ts'
import { ProblemError } from '../problem-error.ts'
import { fromSigned } from '../secrets/sign.ts'
import { payment, type PaymentRow } from '../store/schema.ts'
import { parseBody, readJsonBytes } from './body.ts'
import { toAllowedOrigins } from './guard.ts'
import type { OpenContext, RouteTable } from './route-table.ts'
import { SetupError } from '../setup-error.ts'

const webhookLimit = 4 * 1024
const turnIntervalMs = 100
const unsignedWebhook: readonly RateLimitKey[] = [{ name: 'unsignedWebhooks', subject: 'all' }]

/** Open on purpose: whatever else the gateway says is ignored, because the order is fetched anyway. */
const webhookSchema = v.object({ order_id: v.pipe(v.string(), v.uuid()) })

/** Where the gateway sends its webhooks and the customer's browser. Neither proves anything: both are reasons to look. */
export function gatewayRoutes(open: OpenContext): RouteTable {
  const returned = async (c: HonoContext) => answerReturn(await open(), c)
  return {
    '/return/:ref': { GET: returned, POST: returned },
    '/webhooks/:ref': { POST: async (c: HonoContext) => answerWebhook(await open(), c, c.req.param('ref')) },
    '/webhooks': { POST: async (c: HonoContext) => answerWebhook(await open(), c, undefined) },
  }
}

/** Needs no session: it may have ended while the customer was away, and a cross-site POST brings no cookie. */
async function answerReturn(context: Context, { req }: HonoContext): Promise<Response> {
  const row = await findByRef(context, req.param('ref') ?? '')
  if (row === undefined) throw new ProblemError('not_found')
  await requestPoll(context, row.id, 'return')
  await waitForPoll(context, lookInTurn(context, row.id))
  // 303, so that a POST becomes a GET of the shop's own page.
  return new Response(null, { status: 303, headers: { location: toReturnPage(context, row.checkoutId) } })
}

/**
 * Somebody else may be looking just now, or have looked a moment ago: this waits for its turn, so that the page the
 * customer lands on knows what the gateway knows. The caller's patience ends it.
 */
async function lookInTurn(context: Context, paymentId: string): Promise<void> {
  const stopAt = performance.now() + longestPollWaitMs
  while (performance.now() < stopAt) {
    if (await pollIfDue(context, paymentId, 'return')) return
    const [row] = await context.database.db
      .select({ nextPollAt: payment.nextPollAt })
      .from(payment)
      .where(eq(payment.id, paymentId))
    if (row === undefined || row.nextPollAt === null) return
    await new Promise((resolve) => setTimeout(resolve, turnIntervalMs))
  }
}

/** The shop's page, on an origin of the shop's: whatever `returnTo` answers, nobody is sent anywhere else. */
function toReturnPage({ options }: Context, checkoutId: string): string {
  const { origin } = new URL(options.publicUrl)
  const page = parseSafeUrl(options.returnTo({ checkoutId }), origin)
  if (page !== undefined && toAllowedOrigins(options).has(page.origin)) return page.href
  throw new SetupError('`returnTo` answered a URL on a foreign origin. Answer a path, or name the origin in `origins`.')
}

async function answerWebhook(context: Context, { req }: HonoContext, ref: string | undefined): Promise<Response> {
  const { order_id: orderId } = parseBody(webhookSchema, await readJsonBytes(req.raw, webhookLimit))
  const row = ref === undefined ? await findByOrder(context, orderId) : await findByRef(context, ref)
  // Not ours, or forged: acknowledged, so that the gateway stops, and otherwise ignored.
  if (row === undefined) return Response.json({})
  // Over the limit it is refused, not dropped: the gateway delivers again.
  if (ref === undefined) await context.database.transaction((tx) => consume(context, tx, unsignedWebhook))
  // Stored before it is answered: a look that somebody else has under way must not make the hint be forgotten.
  await requestPoll(context, row.id, 'webhook', orderId)
  await waitForPoll(context, pollIfDue(context, row.id, 'webhook'))
  return Response.json({})
}

async function findByRef(context: Context, signed: string): Promise<PaymentRow | undefined> {
  const urlKeys = context.keys.all.map((each) => each.url)
  const ref = await fromSigned(urlKeys, signed)
  return ref === undefined ? undefined : findPaymentByRef(context, ref)
}

async function findByOrder({ database }: Context, orderId: string): Promise<PaymentRow | undefined> {
  return (await database.db.select().from(payment).where(eq(payment.orderId, orderId)))[0]
}
