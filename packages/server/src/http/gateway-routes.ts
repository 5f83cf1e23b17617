import { eq } from 'drizzle-orm'
import type { Context as HonoContext } from 'hono'
import { consume, type RateLimitKey } from '../rate-limits/consume.ts'
import type { Context } from '../context.ts'
import { findPaymentByRef } from '../payments/find-payment.ts'
import { pollIfDue } from '../polling/poll-payment.ts'
import { requestPoll } from '../polling/request-poll.ts'
import { longestPollWaitMs, waitForPoll } from '../polling/poll-before-read.ts'
import { ProblemError } from '../problem-error.ts'
import { fromSigned } from '../secrets/sign.ts'
import { payment, type PaymentRow } from '../store/schema.ts'
import { parseBody, readJsonBytes } from './body.ts'
import { toReturnUrl } from './return-url.ts'
import type { OpenContext, RouteTable } from './route-table.ts'
import { SetupError } from '../setup-error.ts'

const webhookLimit = 4 * 1024
const retryIntervalMs = 100
const unsignedWebhook: readonly RateLimitKey[] = [{ name: 'unsignedWebhooks', subject: 'all' }]

/** The routes the gateway calls: webhooks, and the return of the customer's browser. Both are hints to poll, never evidence. */
export function gatewayRoutes(open: OpenContext): RouteTable {
  const returned = async (c: HonoContext) => answerReturn(await open(), c)
  return {
    '/return/:ref': { GET: returned, POST: returned },
    '/webhooks/:ref': { POST: async (c: HonoContext) => answerWebhook(await open(), c, c.req.param('ref')) },
    '/webhooks': { POST: async (c: HonoContext) => answerWebhook(await open(), c, undefined) },
  }
}

/** Needs no session: it may have expired meanwhile, and a cross-site POST carries no cookie. */
async function answerReturn(context: Context, { req }: HonoContext): Promise<Response> {
  const row = await findByRef(context, req.param('ref') ?? '')
  if (row === undefined) throw new ProblemError('not_found')
  await requestPoll(context, row.id, 'return')
  await waitForPoll(context, pollWithRetry(context, row.id))
  const url = toReturnUrl(context.options, row.checkoutId)
  if (url === undefined) {
    throw new SetupError(
      '`returnTo` returned a URL on a foreign origin. Return a path, or name the origin in `origins`.',
    )
  }
  // 303 turns a POST into a GET of the shop's page.
  return new Response(null, { status: 303, headers: { location: url.href } })
}

/**
 * Polls, and retries while another request holds the lease or has just polled: the page the customer lands on must show
 * the gateway's state. Ends after `longestPollWaitMs`.
 */
async function pollWithRetry(context: Context, paymentId: string): Promise<void> {
  const stopAt = performance.now() + longestPollWaitMs
  while (performance.now() < stopAt) {
    if (await pollIfDue(context, paymentId, 'return')) return
    const [row] = await context.database.db
      .select({ nextPollAt: payment.nextPollAt })
      .from(payment)
      .where(eq(payment.id, paymentId))
    if (row === undefined || row.nextPollAt === null) return
    await new Promise((resolve) => setTimeout(resolve, retryIntervalMs))
  }
}

async function answerWebhook(context: Context, { req }: HonoContext, ref: string | undefined): Promise<Response> {
  const { orderId } = parseBody(context.gateway.webhookSchema, await readJsonBytes(req.raw, webhookLimit))
  const row = ref === undefined ? await findByOrder(context, orderId) : await findByRef(context, ref)
  // Unknown or forged: acknowledged, so that the gateway does not deliver it again, and ignored.
  if (row === undefined) return Response.json({})
  // Over the limit it answers 429, so that the gateway delivers it again.
  if (ref === undefined) await context.database.transaction((tx) => consume(context, tx, unsignedWebhook))
  // Stored before the answer: a poll already in flight may predate this webhook.
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
