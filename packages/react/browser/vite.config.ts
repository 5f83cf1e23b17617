import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defaultClientConditions } from 'vite'
import { defineConfig } from 'vitest/config'
import { launchOptions } from '../../../.ci/browser.mjs'

/** What jsdom cannot tell: where the focus is, what is announced, what moves, how large a thing is. */
export default defineConfig({
  plugins: [react()],
  cacheDir: '../node_modules/.cache/browser',
  resolve: { conditions: ['@cardfile/source', ...defaultClientConditions] },
  // Named, or the first test file finds them one by one and the page is loaded again under its feet.
  optimizeDeps: {
    include: [
      '@tanstack/react-query',
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
    // One page at a time has the keyboard.
    fileParallelism: false,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      api: { host: '127.0.0.1' },
      provider: playwright({ launchOptions: launchOptions() }),
      instances: [{ browser: 'chromium' }],
    },
  },
})
