import { fileURLToPath } from 'node:url'
import { createBuiltFront } from './front/built-front.ts'
import { toRequestListener } from './request-listener.ts'
import { runShop } from './run-shop.ts'

/** Seen from `dist/server`, where this file is built to. */
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const front = await createBuiltFront(at('../client'))
await runShop({ appRoot: at('../..'), front: toRequestListener(front.fetch) })
