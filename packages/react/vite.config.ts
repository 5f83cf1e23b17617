import react from '@vitejs/plugin-react'
import { defaultClientConditions } from 'vite'
import { defineConfig, mergeConfig } from 'vitest/config'
import { library } from '../../.ci/library.ts'

export default mergeConfig(
  library(
    {
      index: 'src/index.ts',
      'testing/testing': 'src/testing/testing.ts',
      'messages/de': 'src/messages/de.ts',
      'messages/ar': 'src/messages/ar.ts',
      styles: 'src/styles.css',
    },
    { plugins: [react()] },
  ),
  defineConfig({
    test: {
      name: 'react',
      environment: 'jsdom',
      include: ['src/**/*.test.{ts,tsx}'],
      setupFiles: ['vitest.setup.ts'],
      // A test file pulls in React and jsdom; a busy machine needs longer than the default for the first one.
      testTimeout: 15_000,
    },
    resolve: { conditions: ['@cardfile/source', ...defaultClientConditions] },
    ssr: { resolve: { conditions: ['@cardfile/source', ...defaultClientConditions] } },
  }),
)
