import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { Hono } from 'hono'
import { pageStatus } from './pages.ts'
import { assetHeaders, pageHeaders } from './security-headers.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
}

/** Vite's `html.cspNonce` placeholder. */
const nonceMark = 'CSP_NONCE'

/**
 * Serves the built front end from memory. It is small, and a path that is not in the map does not exist, so no request can reach
 * the file system.
 */
export async function createBuiltFrontEnd(clientRoot: string): Promise<Hono> {
  const files = await readFiles(clientRoot)
  const document = files.get('/index.html')
  if (document === undefined)
    throw new Error('The front end is not built. Run `pnpm start`, which builds what it needs.')

  const page = new TextDecoder().decode(document)
  const front = new Hono()
  front.get('*', (context) => {
    const { path } = context.req
    const type = TYPES[extname(path)]
    const file = type === undefined ? undefined : files.get(path)
    if (type !== undefined && file !== undefined) {
      return context.body(file, 200, assetHeaders({ type, hashed: path.startsWith('/assets/') }))
    }
    const nonce = randomBytes(16).toString('base64')
    return context.body(page.replaceAll(nonceMark, nonce), pageStatus(path), pageHeaders(nonce))
  })
  return front
}

async function readFiles(root: string): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(
    await Promise.all(
      files.map(
        async (file) =>
          [`/${relative(root, file).split(sep).join('/')}`, new Uint8Array(await readFile(file))] as const,
      ),
    ),
  )
}
