import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { launchOptions } from '../../.ci/browser.mjs'

const port = 5273

// Every worker evaluates this file again; only the first process creates the shop's data directory, and removes it on exit.
// Outside the repository: concurrent runs must not share it.
if (process.env['DEMO_E2E_DATA'] === undefined) {
  const made = mkdtempSync(join(tmpdir(), 'cardfile-demo-'))
  process.env['DEMO_E2E_DATA'] = made
  process.once('exit', () => rmSync(made, { recursive: true, force: true }))
}

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.test.ts',
  outputDir: '.cache/e2e',
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
    // A trace of every journey costs a quarter of the whole: `--trace retain-on-failure` keeps those of the failed ones.
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: 'node start.mjs',
    cwd: import.meta.dirname,
    url: `http://localhost:${port}/demo/products`,
    // All journeys pay from one address, more often than one customer would.
    env: { PORT: String(port), CARDFILE_DATA: process.env['DEMO_E2E_DATA'], CARDFILE_RATE_LIMITS: 'off' },
    timeout: 120_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
})
