import { fileURLToPath } from 'node:url'
import { createBuiltFrontEnd } from './front/built-front.ts'
import { toRequestListener } from './request-listener.ts'
import { runShop } from './run-shop.ts'

/** Relative to `dist/server`, where this file is built to. */
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const front = await createBuiltFrontEnd(at('../client'))
await runShop({ appRoot: at('../..'), front: toRequestListener(front.fetch) })
