import type { DehydratedState } from '@tanstack/react-query'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { build, createServer, defaultClientConditions, defaultServerConditions } from 'vite'
import { defineConfig } from 'vitest/config'
import type { BrowserCommand } from 'vitest/node'
import { launchOptions } from '../../../../.ci/browser.mjs'

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Renders an order page in Node, as a shop's server does. */
    renderOnServer: () => Promise<{ html: string; state: DehydratedState }>
    /** Bundles the stylesheet with Vite's defaults, as a shop does. */
    bundleStyles: () => Promise<string>
  }
}

// A separate Vite server: the one that runs the tests transforms all modules, React included, for a browser.
const renderOnServer: BrowserCommand = async () => {
  const server = await createServer({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, ws: false, watch: null },
    plugins: [react()],
    ssr: { resolve: { conditions: ['@cardfile/source', ...defaultServerConditions] } },
  })
  const { renderPage } = await server.ssrLoadModule('/render-page.tsx')
  const page: unknown = await renderPage()
  await server.close()
  return page
}

const bundleStyles: BrowserCommand = async () => {
  const bundled = await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    build: { write: false, rolldownOptions: { input: '../../src/styles.css' } },
  })
  if (!('output' in bundled)) throw new Error('A single build has a single output.')
  return bundled.output.flatMap((file) => (file.type === 'asset' ? [String(file.source)] : [])).join('')
}

/** Tests that jsdom cannot run: focus, announcements, layout shift, sizes, colours. */
export default defineConfig({
  plugins: [react()],
  cacheDir: '../../node_modules/.cache/browser',
  resolve: { conditions: ['@cardfile/source', ...defaultClientConditions] },
  // Without this list, Vite discovers the dependencies during the first test file and reloads the page.
  optimizeDeps: {
    include: [
      '@tanstack/react-query',
      '@testing-library/jest-dom/vitest',
      '@testing-library/react',
      '@testing-library/user-event',
      'react',
      'react-dom/client',
      'react/jsx-dev-runtime',
      'valibot',
    ],
  },
  test: {
    name: 'react-browser',
    include: ['*.test.tsx'],
    setupFiles: ['setup.ts'],
    // Only one page at a time has keyboard focus.
    fileParallelism: false,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      api: { host: '127.0.0.1' },
      commands: { renderOnServer, bundleStyles },
      provider: playwright({ launchOptions: launchOptions() }),
      instances: [{ browser: 'chromium' }],
    },
  },
})
