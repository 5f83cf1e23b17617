import { html } from 'hono/html'
import type { Order } from '../store/order.ts'
import { layout, orderSummary, type Html } from './layout.ts'

const OUTCOMES = {
  completed: { tone: 'good', title: 'Paid', text: 'The payment is complete.' },
  cancelled: { tone: '', title: 'Cancelled', text: 'This payment was cancelled. Nothing was charged.' },
  expired: { tone: '', title: 'Expired', text: 'The time to pay has run out. Nothing was charged.' },
  error: { tone: 'bad', title: 'Not paid', text: 'The payment did not go through.' },
  processing: {
    tone: '',
    title: 'Processing',
    text: 'Your bank has not answered yet. This page refreshes by itself.',
  },
  new: { tone: '', title: 'Nothing to pay here', text: 'This order is paid at another address.' },
} as const

/** The outcome of an order that cannot be paid at this address. */
export function outcomePage(order: Order, returnUrl: string | null): Html {
  const { tone, title, text } = OUTCOMES[order.status]
  const reason = order.status === 'error' ? (order.transactions.at(-1)?.customerMessage ?? '') : ''
  return layout({
    title,
    ...(order.status === 'processing' && { refreshSeconds: 2 }),
    main: html`${orderSummary(order, 'Your payment')}
      <div class="result ${tone}" role="status">
        <h2>${title}</h2>
        <p>${text} ${reason}</p>
      </div>
      ${returnUrl === null ? html`<p class="quiet">You can close this page.</p>` : html`<a class="primary" href="${returnUrl}">Return to the shop</a>`}`,
  })
}

/** The page of an unknown order. */
export function missingPage(): Html {
  return layout({
    title: 'Payment not found',
    main: html`<h1>Payment not found</h1>
      <p>This sandbox has no payment at this address. It may have been reset.</p>`,
  })
}
