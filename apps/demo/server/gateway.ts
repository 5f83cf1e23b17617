import { join } from 'node:path'
import { serveSandbox } from '@cardfile/sandbox/node'
import type { GatewayConfig } from './start-up/config.ts'
import { StartUpError } from './start-up/start-up-error.ts'

/** The sandbox that this process started. */
export type OwnSandbox = Awaited<ReturnType<typeof serveSandbox>>

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
  try {
    return await serveSandbox({ port, apiKey, dataFile: join(dataDirectory, 'sandbox.json'), url: sandboxUrl(port) })
  } catch (cause) {
    throw new StartUpError(
      isBusy(cause)
        ? `Port ${port}, for the sandbox, is busy. End what listens there, or set SANDBOX_PORT to another one.`
        : `The sandbox could not be started: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    )
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && /EADDRINUSE|taken|busy|in use/i.test(error.message)

const sandboxUrl = (port: number): string => `http://localhost:${port}`
