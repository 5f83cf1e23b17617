import { defineConfig, type ViteUserConfig } from 'vitest/config'

/**
 * How every published package is built: one module out per module in, so that `"use client"` stays on the files that
 * carry it, a merchant's bundler can drop what is not imported, and a stack trace reads like the source.
 */
export function library(entry: Record<string, string>, more: ViteUserConfig = {}): ViteUserConfig {
  return defineConfig({
    ...more,
    // A library never decides for itself which of its packages' sources to take: what it imports, it leaves alone.
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
