import react from '@vitejs/plugin-react'
import { defaultClientConditions } from 'vite'
import { defineConfig } from 'vitest/config'

/** Server-side rendering: the kit in Node, without a window. */
export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['@cardfile/source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['@cardfile/source', ...defaultClientConditions] } },
  test: { name: 'react-ssr', environment: 'node', include: ['*.test.{ts,tsx}'], testTimeout: 15_000 },
})
