import { join } from 'node:path'
import type { Sandbox } from '@cardfile/sandbox'
import { serveSandbox } from '@cardfile/sandbox/node'
import type { GatewayConfig } from './start-up/config.ts'
import { lockSandboxFile } from './start-up/sandbox-lock.ts'

/** The sandbox that this process runs. */
export interface OwnSandbox {
  readonly sandbox: Sandbox
  close(): Promise<void>
}

/** The backend's `gateway` option. */
export function gatewayOptions(gateway: GatewayConfig) {
  if (gateway.kind === 'sandbox') {
    return { apiKey: gateway.apiKey, mode: 'test' as const, baseUrl: sandboxUrl(gateway.port) }
  }
  const { apiKey, mode, baseUrl, projectId } = gateway
  return {
    apiKey,
    mode,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(projectId === undefined ? {} : { projectId }),
  }
}

/**
 * Starts the sandbox beside the shop. It writes its state beside the embedded data before it answers, so its tokens last as
 * long as the shop's saved cards.
 */
export async function startSandbox(port: number, apiKey: string, dataDirectory: string): Promise<OwnSandbox> {
  const url = sandboxUrl(port)
  const release = lockSandboxFile(dataDirectory, url)
  try {
    const served = await serveSandbox({ port, apiKey, dataFile: join(dataDirectory, 'sandbox.jsonl'), url })
    return {
      sandbox: served.sandbox,
      async close() {
        await served.close()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

const sandboxUrl = (port: number): string => `http://localhost:${port}`
