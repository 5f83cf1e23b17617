/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defaultServerConditions, defineConfig } from 'vite'

/** Development and tests take the packages' sources; a build takes what would be published. */
export default defineConfig(({ command }) => {
  const source = command === 'serve' ? ['@cardfile/source'] : []
  return {
    plugins: [react()],
    resolve: { conditions: [...source, ...defaultClientConditions] },
    ssr: {
      resolve: { conditions: [...source, ...defaultServerConditions], externalConditions: source },
      ...(command === 'serve' ? { noExternal: [/^@cardfile\//] } : { external: true }),
    },
    // The server puts a fresh nonce here with each answer.
    html: { cspNonce: 'CSP_NONCE' },
    build: {
      target: 'es2022',
      outDir: 'dist/client',
      // A drawing as a `data:` address would be one more thing for the policy to allow.
      assetsInlineLimit: 0,
      reportCompressedSize: false,
    },
    test: { name: 'demo', environment: 'node', include: ['{api,server,src}/**/*.test.{ts,tsx}'] },
  }
})
