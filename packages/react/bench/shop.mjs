import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))
const pages = ['floor', 'button', 'checkout']

const checkout = {
  checkoutId: 'order-1042',
  description: 'Order 1042',
  amount: { value: 1295, currency: 'EUR' },
  quote: 'quote',
  quoteExpiresAt: new Date(Date.now() + 30 * 60_000).toISOString(),
  cards: [
    {
      id: 'card-visa',
      brand: 'visa',
      last4: '4242',
      expiry: { month: 8, year: 2034 },
      state: 'active',
      isDefault: true,
      cvc: 'never',
    },
  ],
  consent: { version: '1', locale: 'en', text: 'Save this card so I can pay faster.' },
  payment: null,
}
const payment = {
  id: 'payment-1',
  checkoutId: checkout.checkoutId,
  status: 'succeeded',
  amount: checkout.amount,
  method: { type: 'saved-card', cardId: 'card-visa', brand: 'visa', last4: '4242' },
  mayPayAgain: false,
  updatedAt: '2030-01-01T00:00:00.000Z',
}

/** Builds the pages as a shop would, and serves them with fixed answers from memory. */
export async function openShop() {
  const files = new Map(await Promise.all(pages.map(buildPage)).then((all) => all.flat()))
  const server = createServer(({ url = '/', method }, response) => {
    if (url.startsWith('/api/')) {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(method === 'POST' ? payment : checkout))
      return
    }
    const file = files.get(url)
    if (file === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': file.type, 'content-encoding': 'br' }).end(file.body)
  })
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    pages,
    url: `http://localhost:${server.address().port}`,
    /** Compressed bytes of a page's scripts and styles. */
    bytes: (page) =>
      [...files]
        .filter(([path]) => path.startsWith(`/${page}/`) && !path.endsWith('.html'))
        .reduce((sum, [, { body }]) => sum + body.length, 0),
    close: () => server.close(),
  }
}

async function buildPage(page) {
  const { output } = await build({
    root: here,
    configFile: false,
    logLevel: 'silent',
    base: `/${page}/`,
    plugins: [react()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: `${here}${page}.jsx` },
    },
  })
  const html = `<!doctype html><html lang="en"><title>${page}</title><link rel="icon" href="data:,">${output
    .map(({ fileName, isEntry }) => {
      if (fileName.endsWith('.css')) return `<link rel="stylesheet" href="/${page}/${fileName}">`
      return isEntry ? `<script type="module" src="/${page}/${fileName}"></script>` : ''
    })
    .join('')}<div id="root"></div>`
  const asFile = (type, text) => ({ type, body: brotliCompressSync(text) })
  return [
    [`/${page}/index.html`, asFile('text/html; charset=utf-8', html)],
    ...output.map(({ fileName, code, source }) => [
      `/${page}/${fileName}`,
      asFile(fileName.endsWith('.css') ? 'text/css' : 'text/javascript', code ?? source),
    ]),
  ]
}
