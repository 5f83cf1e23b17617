import { fileURLToPath } from 'node:url'
import { defaultClientConditions } from 'vite'
import { defineConfig } from 'vitest/config'

/** Unit tests of the Storybook itself: its claims against the code. The `storybook` project runs the stories. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: '../node_modules/.cache/cardfile-storybook-unit',
  test: { name: 'storybook-unit', include: ['*/*.test.ts'], css: { include: /.+/ } },
  resolve: { conditions: ['@cardfile/source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['@cardfile/source', ...defaultClientConditions] } },
})
