import react from '@vitejs/plugin-react'
import { defaultClientConditions } from 'vite'
import { defineConfig } from 'vitest/config'

/** The kit where there is no window. */
export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['@cardfile/source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['@cardfile/source', ...defaultClientConditions] } },
  test: { name: 'react-server', environment: 'node', include: ['*.test.{ts,tsx}'], testTimeout: 15_000 },
})
