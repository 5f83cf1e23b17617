import * as v from 'valibot'
import { IDEMPOTENCY_KEY_HEADER, idempotencyKeySchema, routes } from '@cardfile/contract'
import { toAddress } from '../rate-limits/address.ts'
import type { CardfileOptions } from '../options.ts'
import { cancelPayment } from '../paying/cancel-payment.ts'
import { findPayment, viewPayment } from '../payments/find-payment.ts'
import { pay } from '../paying/pay.ts'
import { pollBeforeRead } from '../polling/poll-before-read.ts'
import { ProblemError } from '../problem-error.ts'
import { toAnswer } from './answer.ts'
import { bodyLimit, parseBody, readJsonBytes } from './body.ts'
import { requireCustomer } from './customer.ts'
import { type OpenContext, type RouteTable, toReceived } from './route-table.ts'
import { toLocales } from './locale.ts'
import { viewCheckout } from './view-checkout.ts'

const { getCheckout, pay: payRoute, getPayment, cancelPayment: cancelRoute } = routes

/** The routes of checkouts and payments. */
export function paymentRoutes(options: CardfileOptions, open: OpenContext): RouteTable {
  return {
    [getCheckout.path]: {
      [getCheckout.method]: async (c) => {
        const customerId = await requireCustomer(options, c)
        const checkoutId = requireId(c.req.param('checkoutId'))
        return toAnswer(getCheckout.answer, await viewCheckout(await open(), customerId, checkoutId, toLocales(c)))
      },
    },
    [payRoute.path]: {
      [payRoute.method]: async (c) => {
        const bytes = await readJsonBytes(c.req.raw, bodyLimit)
        const customerId = await requireCustomer(options, c)
        const body = parseBody(payRoute.body, bytes)
        const idempotencyKey = requireIdempotencyKey(c.req.header(IDEMPOTENCY_KEY_HEADER))
        const context = await open()
        const address = toAddress(c.req.raw, toReceived(c), options.trustedProxies ?? 0)
        const { row, isNew } = await pay(context, { customerId, idempotencyKey, body, address })
        return toAnswer(payRoute.answer, await viewPayment(context, row), isNew ? 201 : 200)
      },
    },
    [getPayment.path]: {
      [getPayment.method]: async (c) => {
        const customerId = await requireCustomer(options, c)
        const context = await open()
        const row = await pollBeforeRead(context, () =>
          findPayment(context, customerId, c.req.param('paymentId') ?? ''),
        )
        if (row === undefined) throw new ProblemError('not_found')
        return toAnswer(getPayment.answer, await viewPayment(context, row))
      },
    },
    [cancelRoute.path]: {
      [cancelRoute.method]: async (c) => {
        const customerId = await requireCustomer(options, c)
        const context = await open()
        const row = await findPayment(context, customerId, c.req.param('paymentId') ?? '')
        if (row === undefined) throw new ProblemError('not_found')
        return toAnswer(cancelRoute.answer, await viewPayment(context, await cancelPayment(context, row)))
      },
    },
  }
}

function requireId(id: string | undefined): string {
  if (id === undefined || id === '' || id.length > 128) throw new ProblemError('not_found')
  return id
}

function requireIdempotencyKey(key: string | undefined): string {
  const parsed = v.safeParse(idempotencyKeySchema, key)
  if (parsed.success) return parsed.output
  throw new ProblemError('invalid_request', {
    detail: 'Send an `Idempotency-Key` header: 1 to 255 characters, a new one for each press.',
  })
}
