import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface RunningDemo {
  readonly url: string
  /** SIGKILL: no signal handler runs. */
  kill(): Promise<void>
  /** Sends a signal. Resolves with the exit code. */
  end(signal: 'SIGINT' | 'SIGTERM'): Promise<unknown>
}

/** Starts the built shop as a process of its own. Resolves once it has printed its address. */
export async function runDemo(environment: Readonly<Record<string, string>>): Promise<RunningDemo> {
  const demo = spawn(process.execPath, [join(import.meta.dirname, '../dist/server/main.js')], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(demo, 'exit')
  for await (const line of createInterface(demo.stdout)) {
    const url = /^Shop: (\S+)/.exec(line)?.[1]
    if (url === undefined) continue
    return {
      url,
      async kill() {
        demo.kill('SIGKILL')
        await ended
      },
      async end(signal) {
        demo.kill(signal)
        const [code] = await ended
        return code
      },
    }
  }
  throw new Error('The shop ended before it printed its address.')
}
