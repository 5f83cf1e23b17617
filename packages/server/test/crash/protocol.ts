import * as v from 'valibot'

/** A moment just before or just after an effect. */
export const crashPointSchema = v.object({ effect: v.string(), side: v.picklist(['before', 'after']) })
export type CrashPoint = v.InferOutput<typeof crashPointSchema>

/** Something a process does outside itself: a statement, a request or an event. */
export const effectSchema = v.object({
  /** The same in every run of the same flow: `transaction 1: insert payment`, `POST /v1/orders/`. */
  name: v.string(),
  /** Whether it survives a kill: a commit, a request, an event. */
  isDurable: v.boolean(),
  isInTransaction: v.boolean(),
  /** False when it failed, or was still running when the recording ended. */
  isDone: v.boolean(),
})
export type Effect = v.InferOutput<typeof effectSchema>

/** Configuration of a child process. It serves several shops over one database, each with a schema and a gateway of its own. */
export const configSchema = v.object({
  kind: v.picklist(['embedded', 'postgres']),
  /** A directory, or the URL of a Postgres. */
  database: v.string(),
  /** Whether each shop's reconciler runs, as in a long-lived process. */
  reconciles: v.boolean(),
  shops: v.array(v.object({ schema: v.string(), gatewayUrl: v.string(), offsetMs: v.number() })),
})
export type Config = v.InferOutput<typeof configSchema>

const address = { id: v.number(), shop: v.number() }

/** A command to a child, which answers `done` or `failed` with the same id. */
export const commandSchema = v.variant('command', [
  /** Starts to record effects, and pauses the shop at `pauseAt`. */
  v.object({ command: v.literal('record'), ...address, pauseAt: v.nullable(crashPointSchema) }),
  /** Stops recording and returns the effects. */
  v.object({ command: v.literal('stop-recording'), ...address }),
  /** Lets a paused flow continue. */
  v.object({ command: v.literal('resume'), ...address }),
  /** Moves the database's clock. */
  v.object({ command: v.literal('set-offset'), ...address, offsetMs: v.number() }),
  /** Moves the computer's own clock, as if the process had been suspended for this long. */
  v.object({ command: v.literal('skip-system-time'), ...address, byMs: v.number() }),
  v.object({ command: v.literal('reconcile'), ...address }),
  v.object({ command: v.literal('query'), ...address, text: v.string() }),
])
export type Command = v.InferOutput<typeof commandSchema>
/** A command without its address. */
export type CommandBody = Command extends infer Each
  ? Each extends Command
    ? Omit<Each, 'id' | 'shop'>
    : never
  : never

/** A message from a child. */
export const messageSchema = v.variant('type', [
  v.object({ type: v.literal('ready'), port: v.number() }),
  v.object({ type: v.literal('paused'), shop: v.number() }),
  v.object({ type: v.literal('done'), id: v.number(), value: v.optional(v.unknown()) }),
  v.object({ type: v.literal('failed'), id: v.number(), error: v.string() }),
])
export type Message = v.InferOutput<typeof messageSchema>
