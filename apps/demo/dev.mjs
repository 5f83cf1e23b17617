// `pnpm dev`: the shop from its sources and the packages' sources, in one process. Pages, styles and kit update in
// place; a change of server code needs a restart, because the database and the sandbox run in this process.
import { readFile } from 'node:fs/promises'
import { createServer as createNetServer } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'vite'

const appRoot = import.meta.dirname
const vite = await createServer({
  root: appRoot,
  appType: 'custom',
  // Any free port for the HMR channel: two shops in development must not share one.
  server: { middlewareMode: true, hmr: { host: 'localhost', port: await freePort() } },
})
const { pageStatus } = await vite.ssrLoadModule('/server/front/pages.ts')
const { runShop } = await vite.ssrLoadModule('/server/run-shop.ts')

await runShop({
  appRoot,
  front: (request, response) => vite.middlewares(request, response, () => void answerPage(request, response)),
})

async function answerPage(request, response) {
  const url = request.url ?? '/'
  const html = await vite.transformIndexHtml(url, await readFile(join(appRoot, 'index.html'), 'utf8'))
  response.writeHead(pageStatus(new URL(url, 'http://localhost').pathname), {
    'content-type': 'text/html; charset=utf-8',
  })
  response.end(html)
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createNetServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
