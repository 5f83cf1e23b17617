import { join } from 'node:path'
import type { Sandbox } from '@cardfile/sandbox'
import { serveSandbox } from '@cardfile/sandbox/node'
import type { GatewayConfig } from './start-up/config.ts'
import { claimSandboxFile } from './start-up/sandbox-claim.ts'

/** The sandbox that this process started. */
export interface OwnSandbox {
  readonly sandbox: Sandbox
  close(): Promise<void>
}

/** What the adapter is told about the gateway; the sandbox listens where `sandboxUrl` says. */
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
 * Starts the sandbox beside the shop. Its state is kept beside the embedded data and written before it answers, so that
 * the tokens it gave out are as lasting as the cards the shop saved.
 */
export async function startSandbox(port: number, apiKey: string, dataDirectory: string): Promise<OwnSandbox> {
  const url = sandboxUrl(port)
  const release = claimSandboxFile(dataDirectory, url)
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
