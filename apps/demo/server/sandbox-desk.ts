import { Hono } from 'hono'
import type { OwnSandbox } from './gateway.ts'
import { problem } from './shop/problem.ts'
import { sameOrigin } from './shop/same-origin.ts'

export interface SandboxDeskOptions {
  readonly sandbox: OwnSandbox | undefined
  readonly publicUrl: string
}

/** The developer drawer's way to the sandbox, on the shop's own origin. Refuses when the gateway is not this shop's. */
export function createSandboxDesk({ sandbox, publicUrl }: SandboxDeskOptions): Hono {
  const desk = new Hono()
  desk.use(sameOrigin(publicUrl))
  desk.all('*', () => {
    if (sandbox === undefined) return problem(404, 'not_found', 'This shop uses a gateway that is not its own.')
    return problem(404, 'not_found', 'The sandbox has no such control.')
  })
  return desk
}
