import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { launchOptions } from '../../.ci/browser.mjs'

const port = 5273
const cache = join(import.meta.dirname, '.cache/e2e')

// Every worker reads this file again; only the first reading may clear the table.
if (process.env['DEMO_E2E'] === undefined) {
  process.env['DEMO_E2E'] = 'running'
  rmSync(cache, { recursive: true, force: true })
}

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.test.ts',
  outputDir: join(cache, 'results'),
  timeout: 45_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env['CI'] !== undefined,
  workers: 2,
  fullyParallel: true,
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}`,
    locale: 'en-GB',
    launchOptions: launchOptions(),
    trace: 'retain-on-failure',
  },
  webServer: {
    command: 'node start.mjs',
    cwd: import.meta.dirname,
    url: `http://localhost:${port}/demo/products`,
    // All journeys pay from one address, more often than one customer would.
    env: { PORT: String(port), CARDFILE_DATA: join(cache, 'data'), CARDFILE_BUDGETS: 'off' },
    timeout: 120_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
})
