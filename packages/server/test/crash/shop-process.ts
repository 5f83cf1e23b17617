import { type ChildProcess, spawn } from 'node:child_process'
import * as v from 'valibot'
import { type Config, noticeSchema, type Passed, passedSchema, type Position, type Wish } from './protocol.ts'

/** A process that serves shops, and that can be killed. */
export interface ShopProcess {
  readonly child: ChildProcess
  handle(shop: number, request: Request): Promise<Response>
  /** Starts watching a shop, and has its flow stand still at `hold`. `held` resolves once it stands there. */
  watch(shop: number, hold?: Position): Promise<{ readonly held: Promise<void> }>
  release(shop: number): Promise<void>
  unwatch(shop: number): Promise<readonly Passed[]>
  move(shop: number, offsetMs: number): Promise<void>
  reconcile(shop: number): Promise<void>
  query(shop: number, text: string): Promise<Record<string, unknown>[]>
  wake(shop: number, afterMs: number): Promise<void>
  /** Throws, with what it wrote, when it has ended although nobody killed it. */
  requireAlive(): void
  /** SIGKILL. Resolves when the process is gone. */
  kill(): Promise<void>
}

const rowsSchema = v.array(v.record(v.string(), v.unknown()))

/** Starts a process. Rejects with what it wrote when it ends before it is ready. */
export async function startShopProcess(script: string, config: Config): Promise<ShopProcess> {
  const child = spawn(process.execPath, [script, JSON.stringify(config)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // What a vitest worker is told about itself is not for its children.
    env: { PATH: process.env['PATH'] },
  })
  const complaints: string[] = []
  child.stderr?.on('data', (chunk) => complaints.push(String(chunk)))
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const holding = new Map<number, () => void>()
  let asked = 0

  const port = await new Promise<number>((resolve, reject) => {
    child.on('message', (message) => {
      const notice = v.parse(noticeSchema, message)
      switch (notice.says) {
        case 'ready':
          return resolve(notice.port)
        case 'held':
          return holding.get(notice.shop)?.()
        case 'done':
          return waiting.get(notice.id)?.resolve(notice.value)
        case 'failed':
          return waiting.get(notice.id)?.reject(new Error(notice.error))
        default:
          return notice satisfies never
      }
    })
    const gone = () => {
      const error = new Error(`The shop's process is gone. ${complaints.join('')}`)
      reject(error)
      for (const { reject: give } of waiting.values()) give(error)
    }
    child.once('exit', gone)
  })

  const tell = (shop: number, wish: Wish): Promise<unknown> =>
    new Promise((resolve, reject) => {
      asked += 1
      waiting.set(asked, { resolve, reject })
      if (!child.connected) return reject(new Error("The shop's process is gone."))
      child.send({ ...wish, id: asked, shop }, (error) => error !== null && reject(error))
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
    async watch(shop, hold) {
      const held = new Promise<void>((resolve) => holding.set(shop, resolve))
      await tell(shop, { act: 'watch', hold: hold ?? null })
      return { held }
    },
    release: async (shop) => void (await tell(shop, { act: 'release' })),
    unwatch: async (shop) => v.parse(v.array(passedSchema), await tell(shop, { act: 'unwatch' })),
    move: async (shop, offsetMs) => void (await tell(shop, { act: 'move', offsetMs })),
    reconcile: async (shop) => void (await tell(shop, { act: 'reconcile' })),
    query: async (shop, text) => v.parse(rowsSchema, await tell(shop, { act: 'query', text })),
    wake: async (shop, afterMs) => void (await tell(shop, { act: 'wake', afterMs })),
    requireAlive() {
      if (child.exitCode === null) return
      throw new Error(`The shop's process ended by itself with ${child.exitCode}. ${complaints.join('')}`)
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
