import { defineConfig, type ViteUserConfig } from 'vitest/config'

/**
 * The Vite configuration of every published package. Each module is built to a module of its own, so that `"use client"`
 * stays on its files, a merchant's bundler can drop unused modules, and a stack trace reads like the source.
 */
export function library(entry: Record<string, string>, more: ViteUserConfig = {}): ViteUserConfig {
  return defineConfig({
    ...more,
    // Every import of another package is left as it is, for the merchant's bundler to resolve.
    build: {
      lib: { entry, formats: ['es'] },
      target: 'es2022',
      cssCodeSplit: true,
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      rolldownOptions: {
        external: (id) => !/^[./\0]/.test(id) && !/^[a-z]:/i.test(id),
        output: {
          preserveModules: true,
          preserveModulesRoot: 'src',
          entryFileNames: '[name].js',
          assetFileNames: '[name][extname]',
        },
      },
      ...more.build,
    },
  })
}
