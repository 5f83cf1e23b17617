import type { Hono } from 'hono'
import { createSteppedClock } from '../../src/clock/stepped-clock.ts'
import { createEngine, type Engine } from '../../src/engine/engine.ts'
import { DEFAULT_SETTINGS } from '../../src/project/settings.ts'

/** The routes of an app that is built on an engine, as `METHOD /path` with parameters in braces, without middleware. */
export function routesOf(base: string, createApp: (engine: Engine) => Hono): readonly string[] {
  const engine = createEngine({
    apiKey: 'test_key',
    identity: { projectId: 'project', merchantId: 'merchant', url: 'http://sandbox.test' },
    followsLoopback: false,
    clock: createSteppedClock(),
    timeScale: 1,
    newId: () => crypto.randomUUID(),
    fetch: globalThis.fetch,
    maxOrders: 1,
    settings: DEFAULT_SETTINGS,
    state: undefined,
    onChange: () => {},
    onReset: () => {},
  })
  const routes = createApp(engine).routes.filter(({ method }) => method !== 'ALL')
  return routes.map(({ method, path }) => toRoute(method, `${base}${path}`))
}

/** Names a route in one form, whether or not its path ends in a slash and however it marks parameters. */
export const toRoute = (method: string, path: string): string =>
  `${method} ${path.replace(/\/$/, '').replaceAll(/:(\w+)|\{(\w+)\}/g, '{}')}`
