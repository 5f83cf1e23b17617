import type { GenericSchema } from 'valibot'
import { checkoutSchema } from './checkout.ts'
import { healthSchema } from './health.ts'
import { payBodySchema } from './pay.ts'
import { paymentSchema } from './payment.ts'
import { savedCardsSchema } from './saved-card.ts'

/** One route, relative to the mount point of the handler. `answer` is absent where the answer has no body. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: `/${string}`
  readonly body?: GenericSchema
  readonly answer?: GenericSchema
}

/** Every route that the browser calls. The routes of the gateway (`/return`, `/webhooks`) belong to the server. */
export const routes = {
  getCheckout: { method: 'GET', path: '/checkouts/:checkoutId', answer: checkoutSchema },
  pay: { method: 'POST', path: '/payments', body: payBodySchema, answer: paymentSchema },
  getPayment: { method: 'GET', path: '/payments/:paymentId', answer: paymentSchema },
  cancelPayment: { method: 'POST', path: '/payments/:paymentId/cancel', answer: paymentSchema },
  listSavedCards: { method: 'GET', path: '/cards', answer: savedCardsSchema },
  removeSavedCard: { method: 'DELETE', path: '/cards/:cardId' },
  setDefaultCard: { method: 'PUT', path: '/cards/:cardId/default', answer: savedCardsSchema },
  getHealth: { method: 'GET', path: '/health', answer: healthSchema },
} as const satisfies Record<string, Route>
