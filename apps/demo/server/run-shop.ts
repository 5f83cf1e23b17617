import type { RequestListener } from 'node:http'
import { openShop } from './open-shop.ts'
import { parseConfig, type Config } from './start-up/config.ts'

export interface RunShopOptions {
  readonly appRoot: string
  readonly front: RequestListener
}

const stopSignals = ['SIGINT', 'SIGTERM'] as const
/** A socket or query that never ends must not block the terminal. */
const stopDeadlineMs = 8_000

/** Runs the shop as this process: prints its address, or one sentence why it cannot start, and stops on SIGINT and SIGTERM. */
export async function runShop({ appRoot, front }: RunShopOptions): Promise<void> {
  const ending = new Promise<undefined>((resolve) => {
    for (const signal of stopSignals) process.once(signal, () => resolve(undefined))
  })
  try {
    const config = parseConfig(process.env)
    const shop = await Promise.race([openShop({ config, appRoot, front }), ending])
    if (shop === undefined) process.exit(0)
    say(config)
    await ending
    setTimeout(() => process.exit(0), stopDeadlineMs).unref()
    await shop.close()
    process.exit(0)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}

function say({ gateway, publicUrl }: Config): void {
  const hint =
    gateway.kind === 'sandbox'
      ? 'pay with 4111 1111 1111 1111, any future date, any security code'
      : `a ${gateway.mode} gateway`
  process.stdout.write(`Shop: ${publicUrl} · ${hint}\n`)
}
