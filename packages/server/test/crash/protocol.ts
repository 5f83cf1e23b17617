import * as v from 'valibot'

/** A moment just before or just after something that a process does to the world outside it. */
export const positionSchema = v.object({ boundary: v.string(), side: v.picklist(['before', 'after']) })
export type Position = v.InferOutput<typeof positionSchema>

/** Something that a process did to the world outside it. */
export const passedSchema = v.object({
  /** Its name, the same in every run of the same flow: `transaction 1: insert payment`, `POST /v1/orders/`. */
  boundary: v.string(),
  /** Whether the world outside is another one afterwards: a commit, a request, an event. */
  isLasting: v.boolean(),
  isInTransaction: v.boolean(),
  /** False when it failed, or was still under way when the recording ended. */
  isDone: v.boolean(),
})
export type Passed = v.InferOutput<typeof passedSchema>

/** What a child serves: several shops, each with tables and a gateway of its own, in one process over one database. */
export const configSchema = v.object({
  kind: v.picklist(['embedded', 'postgres']),
  /** A directory, or the URL of a Postgres. */
  database: v.string(),
  /** Whether each shop's reconciler runs, as in a long-lived process. */
  reconciles: v.boolean(),
  shops: v.array(v.object({ schema: v.string(), gatewayUrl: v.string(), offsetMs: v.number() })),
})
export type Config = v.InferOutput<typeof configSchema>

/** What a child is told to do, and answers once it is done. */
export const orderSchema = v.variant('act', [
  /** From here on, remember what passes; and stand still at `hold`, when it is given. */
  v.object({ act: v.literal('watch'), id: v.number(), shop: v.number(), hold: v.nullable(positionSchema) }),
  /** Answers what has passed, and stops watching. */
  v.object({ act: v.literal('unwatch'), id: v.number(), shop: v.number() }),
  /** Lets a flow that stands still go on. */
  v.object({ act: v.literal('release'), id: v.number(), shop: v.number() }),
  v.object({ act: v.literal('move'), id: v.number(), shop: v.number(), offsetMs: v.number() }),
  v.object({ act: v.literal('reconcile'), id: v.number(), shop: v.number() }),
  v.object({ act: v.literal('query'), id: v.number(), shop: v.number(), text: v.string() }),
  /** The computer's own clock went on by this much while the process stood still. */
  v.object({ act: v.literal('wake'), id: v.number(), shop: v.number(), afterMs: v.number() }),
])
export type Order = v.InferOutput<typeof orderSchema>
export type Wish = Order extends infer Each ? (Each extends Order ? Omit<Each, 'id' | 'shop'> : never) : never

/** What a child says. */
export const noticeSchema = v.variant('says', [
  v.object({ says: v.literal('ready'), port: v.number() }),
  v.object({ says: v.literal('held'), shop: v.number() }),
  v.object({ says: v.literal('done'), id: v.number(), value: v.optional(v.unknown()) }),
  v.object({ says: v.literal('failed'), id: v.number(), error: v.string() }),
])
export type Notice = v.InferOutput<typeof noticeSchema>
