import { type ChildProcess, spawn } from 'node:child_process'
import * as v from 'valibot'
import { type CommandBody, type Config, type CrashPoint, type Effect, effectSchema, messageSchema } from './protocol.ts'

/** A child process that serves shops. Methods take the number of the shop. */
export interface ShopProcess {
  readonly child: ChildProcess
  handle(shop: number, request: Request): Promise<Response>
  /** Starts to record effects. `paused` resolves once the shop is paused at `pauseAt`. */
  record(shop: number, pauseAt?: CrashPoint): Promise<{ readonly paused: Promise<void> }>
  resume(shop: number): Promise<void>
  stopRecording(shop: number): Promise<readonly Effect[]>
  /** Moves the database's clock. */
  setOffset(shop: number, offsetMs: number): Promise<void>
  /** Moves the computer's own clock, as if the process had been suspended for this long. */
  skipSystemTime(shop: number, byMs: number): Promise<void>
  reconcile(shop: number): Promise<void>
  query(shop: number, text: string): Promise<Record<string, unknown>[]>
  /** Throws, with the process's stderr, when it has exited by itself. */
  requireAlive(): void
  /** SIGKILL. Resolves when the process has exited. */
  kill(): Promise<void>
}

const rowsSchema = v.array(v.record(v.string(), v.unknown()))

/** Starts a shop process. Rejects with its stderr when it exits before it is ready. */
export async function startShopProcess(script: string, config: Config): Promise<ShopProcess> {
  const child = spawn(process.execPath, [script, JSON.stringify(config)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Without the environment of the vitest worker, which would change how the child runs.
    env: { PATH: process.env['PATH'] },
  })
  const stderr: string[] = []
  child.stderr?.on('data', (chunk) => stderr.push(String(chunk)))
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const onPaused = new Map<number, () => void>()
  let commands = 0

  const port = await new Promise<number>((resolve, reject) => {
    child.on('message', (received) => {
      const message = v.parse(messageSchema, received)
      switch (message.type) {
        case 'ready':
          return resolve(message.port)
        case 'paused':
          return onPaused.get(message.shop)?.()
        case 'done':
          return pending.get(message.id)?.resolve(message.value)
        case 'failed':
          return pending.get(message.id)?.reject(new Error(message.error))
        default:
          return message satisfies never
      }
    })
    child.once('exit', () => {
      const error = new Error(`The shop's process has exited. ${stderr.join('')}`)
      reject(error)
      for (const command of pending.values()) command.reject(error)
    })
  })

  const send = (shop: number, body: CommandBody): Promise<unknown> =>
    new Promise((resolve, reject) => {
      commands += 1
      pending.set(commands, { resolve, reject })
      if (!child.connected) return reject(new Error("The shop's process has exited."))
      child.send({ ...body, id: commands, shop }, (error) => error !== null && reject(error))
    })

  return {
    child,
    async handle(shop, request) {
      const { pathname, search } = new URL(request.url)
      const body = request.method === 'GET' ? undefined : await request.text()
      return fetch(`http://127.0.0.1:${port}/${shop}${pathname}${search}`, {
        method: request.method,
        headers: request.headers,
        redirect: 'manual',
        ...(body !== undefined && body !== '' && { body }),
      })
    },
    async record(shop, pauseAt) {
      const paused = new Promise<void>((resolve) => onPaused.set(shop, resolve))
      await send(shop, { command: 'record', pauseAt: pauseAt ?? null })
      return { paused }
    },
    resume: async (shop) => void (await send(shop, { command: 'resume' })),
    stopRecording: async (shop) => v.parse(v.array(effectSchema), await send(shop, { command: 'stop-recording' })),
    setOffset: async (shop, offsetMs) => void (await send(shop, { command: 'set-offset', offsetMs })),
    skipSystemTime: async (shop, byMs) => void (await send(shop, { command: 'skip-system-time', byMs })),
    reconcile: async (shop) => void (await send(shop, { command: 'reconcile' })),
    query: async (shop, text) => v.parse(rowsSchema, await send(shop, { command: 'query', text })),
    requireAlive() {
      if (child.exitCode === null) return
      throw new Error(`The shop's process exited by itself with ${child.exitCode}. ${stderr.join('')}`)
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
