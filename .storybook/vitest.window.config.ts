import { fileURLToPath } from 'node:url'
import { defaultClientConditions } from 'vite'
import { defineConfig } from 'vitest/config'

/** What is said in the shop window, held against what it is said of. The stories themselves are the other project. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: '../node_modules/.cache/cardfile-window',
  test: { name: 'window', include: ['*/*.test.ts'], css: { include: /.+/ } },
  resolve: { conditions: ['@cardfile/source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['@cardfile/source', ...defaultClientConditions] } },
})
