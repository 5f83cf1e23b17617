import { readdirSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defaultClientConditions } from 'vite'
import { defineConfig, mergeConfig } from 'vitest/config'
import { library } from '../../.ci/library.ts'

const languages = readdirSync(new URL('src/messages', import.meta.url)).flatMap((file) =>
  /^[a-z]{2}\.ts$/.test(file) ? [file.slice(0, -'.ts'.length)] : [],
)

export default mergeConfig(
  library(
    {
      index: 'src/index.ts',
      'testing/testing': 'src/testing/testing.ts',
      ...Object.fromEntries(languages.map((language) => [`messages/${language}`, `src/messages/${language}.ts`])),
      styles: 'src/styles.css',
    },
    { plugins: [react()] },
  ),
  defineConfig({
    test: {
      name: 'react',
      environment: 'jsdom',
      // A process per file would load React and create a jsdom each time: half of the suite's duration.
      isolate: false,
      include: ['src/**/*.test.{ts,tsx}'],
      setupFiles: ['test/setup.ts'],
      // A test file pulls in React and jsdom; a busy machine needs longer than the default for the first one.
      testTimeout: 15_000,
    },
    resolve: { conditions: ['@cardfile/source', ...defaultClientConditions] },
    ssr: { resolve: { conditions: ['@cardfile/source', ...defaultClientConditions] } },
  }),
)
