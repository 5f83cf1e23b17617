import * as v from 'valibot'
import type { GatewayAnswer } from '../gateway.ts'
import type { Order } from '../order.ts'
import type { AnswerLog } from './answer-log.ts'
import { rejectedStatuses } from './assumptions.ts'
import type { HttpResult } from './http-call.ts'
import { fromWireOrder, wireOrderSchema } from './wire-order.ts'

/** The documented error body (Cost+ API reference, "Errors"). It proves that the gateway itself answered. */
const errorSchema = v.object({ error: v.object({ type: v.string(), value: v.string() }) })

/** Reads an answer by its schema. Anything but a 2xx that fits the schema, or a documented 4xx, counts as no answer. */
export function readAnswer<Schema extends v.GenericSchema, T>(
  answerLog: AnswerLog,
  result: HttpResult,
  schema: Schema,
  translate: (body: v.InferOutput<Schema>) => T,
): GatewayAnswer<T> {
  if (result.kind !== 'answer') {
    answerLog.noAnswer(result)
    return { kind: result.kind }
  }
  const { status, body } = result
  if (status >= 200 && status < 300) {
    const parsed = v.safeParse(schema, body)
    if (parsed.success) return { kind: 'ok', value: translate(parsed.output) }
    answerLog.unreadable(status, parsed.issues[0])
    return { kind: 'no-answer' }
  }
  // A 4xx without the gateway's error body may be a proxy's: the gateway may have acted on the request all the same.
  if (!rejectedStatuses.has(status) || !v.is(errorSchema, body)) {
    answerLog.unclear(status)
    return { kind: 'no-answer' }
  }
  answerLog.rejected(status)
  return { kind: 'rejected', status, isKeyRejected: status === 401 || status === 403 }
}

/** Reads the answer of a call as one order. */
export function readOrder(answerLog: AnswerLog, result: HttpResult): GatewayAnswer<Order> {
  return readAnswer(answerLog, result, wireOrderSchema, (wire) => {
    const order = fromWireOrder(wire)
    if (order.status === 'unrecognised') answerLog.unrecognised(order.id, wire.status)
    return order
  })
}
