import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defaultClientConditions } from 'vite'
import { defineConfig } from 'vitest/config'

/** Runs the kit's flow tests on React 18. */
export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: ['react', 'react-dom', '@tanstack/react-query', '@testing-library/react'].map((name) => ({
      find: new RegExp(`^${name}(?=$|/)`),
      replacement: fileURLToPath(new URL(`node_modules/${name}`, import.meta.url)),
    })),
    conditions: ['@cardfile/source', ...defaultClientConditions],
  },
  ssr: { resolve: { conditions: ['@cardfile/source', ...defaultClientConditions] } },
  test: {
    name: 'react-18',
    environment: 'jsdom',
    // As in the kit's own suite.
    isolate: false,
    include: ['*.test.ts', '../ssr/*.test.tsx', '../../src/{checkout,one-click,provider,state}/*.test.tsx'],
    setupFiles: ['../setup.ts'],
    testTimeout: 15_000,
  },
})
