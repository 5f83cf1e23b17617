import { html } from 'hono/html'
import type { Engine } from '../engine/engine.ts'
import type { Html } from '../hosted-page/layout.ts'
import { orderTable } from './order-table.ts'
import { requestTable } from './request-table.ts'
import { savedCardTable } from './saved-card-table.ts'
import { scriptTable } from './script-table.ts'
import { webhookTable } from './webhook-table.ts'

/** The part of the dashboard that refreshes. */
export const liveTables = (engine: Engine): Html =>
  html`${[scriptTable, orderTable, savedCardTable, webhookTable, requestTable].map((tableOf) => tableOf(engine))}`
