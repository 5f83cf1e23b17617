import { html, raw } from 'hono/html'
import type { Order } from '../store/order.ts'

/** Part of a page. Interpolated text is escaped. */
export type Html = ReturnType<typeof html>

const lock = raw(
  '<svg viewBox="0 0 20 20" fill="currentColor" aria-hidden="true"><path d="M5 9V6.5a5 5 0 0 1 10 0V9h.5A1.5 1.5 0 0 1 17 10.5v6a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 16.5v-6A1.5 1.5 0 0 1 4.5 9H5Zm2 0h6V6.5a3 3 0 0 0-6 0V9Z"/></svg>',
)

// A plain string: the build lowers a tagged template with a closing script tag, which then needs a runtime package.
const script = raw('<script src="/pay/assets/card-form.js" defer></script>')

/** The parts of a page. */
export interface PageParts {
  readonly title: string
  readonly main: Html
  /** Beside the main part on a wide screen, below it on a phone. */
  readonly aside?: Html
  /** Seconds between reloads. */
  readonly refreshSeconds?: number
}

/** Builds a whole page. It works without its script, which only saves a round trip. */
export function layout({ title, main, aside, refreshSeconds }: PageParts): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${refreshSeconds === undefined ? '' : html`<meta http-equiv="refresh" content="${refreshSeconds}" />`}
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/pay/assets/styles.css" />
        ${script}
      </head>
      <body>
        <div class="page">
          <header class="bar">
            <p>${lock} Secure payment</p>
            <span class="badge">Sandbox: no money moves</span>
          </header>
          <div class="columns ${aside === undefined ? '' : 'two'}">
            <main class="sheet">${main}</main>
            ${aside ?? ''}
          </div>
        </div>
      </body>
    </html>`
}

/** Formats an amount in minor units with the currency's number of decimals. */
export function formatAmount(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** The amount, description and reference of an order. */
export function orderSummary(order: Order, heading: string): Html {
  const { description, merchant_order_id: reference } = order.fields
  const isInDescription = typeof description === 'string' && description.includes(String(reference))
  return html`<div class="summary">
    <h1>${heading}</h1>
    <p class="amount">${formatAmount(order.amount, order.currency)}</p>
    ${typeof description === 'string' ? html`<p class="what">${description}</p>` : ''}
    ${typeof reference === 'string' && !isInDescription ? html`<p class="what quiet">Reference ${reference}</p>` : ''}
  </div>`
}

/** When the order expires, for the foot of a form. */
export function openUntil(order: Order): Html {
  const at = new Date(order.expiresAt)
  const text = at.toLocaleString('en-GB', {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  })
  return html`<p class="foot">You can pay until <time datetime="${at.toISOString()}">${text} UTC</time>.</p>`
}

/** The button that cancels the order and returns to the shop. */
export function cancelForm(order: Order): Html {
  return html`<form method="post" action="/pay/${order.id}/cancel/">
    <button class="secondary">Cancel and return to the shop</button>
  </form>`
}

/** Answers with a script or a stylesheet. */
export const sendText = (text: string, type: 'text/javascript' | 'text/css'): Response =>
  new Response(text, { headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' } })

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "frame-ancestors 'none'",
  // No form-action: Chromium also applies it to the redirect after a form, and the return URL may be on any host.
].join('; ')

/** Answers with a page. */
export async function sendPage(page: Html, status = 200): Promise<Response> {
  return new Response(String(await page), {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
  })
}
