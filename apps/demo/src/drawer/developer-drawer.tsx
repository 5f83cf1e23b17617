import { useId, useState, type ReactElement } from 'react'
import { useQuery } from '@tanstack/react-query'
import { matchPath, useLocation } from 'react-router'
import type { GatewayOrder } from '../../api/sandbox-api.ts'
import type { ShopEvent } from '../../api/shop-api.ts'
import { Price, useLanguage, useMessages } from '../language/language.tsx'
import { eventsQuery } from '../orders/orders.queries.ts'
import { sandboxQuery } from './sandbox.queries.ts'
import { ScenarioSwitch } from './scenario-switch.tsx'

const pollIntervalMs = 2_000
const shownEvents = 12

/** The developer drawer: the events the shop received, the orders at the gateway, and the scenario to play next. */
export function DeveloperDrawer(): ReactElement {
  const messages = useMessages()
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  return (
    <aside className="drawer" aria-label={messages.drawer}>
      <button
        type="button"
        className="drawer-toggle"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {messages.drawer}
      </button>
      <div id={id} className="drawer-content" hidden={!isOpen}>
        {isOpen && (
          <>
            <Timeline />
            <Gateway />
          </>
        )}
      </div>
    </aside>
  )
}

/** The events of the page's checkout, or of all customers where there is none. */
function Timeline(): ReactElement {
  const messages = useMessages()
  const { pathname } = useLocation()
  const { data: events = [] } = useQuery({ ...eventsQuery, refetchInterval: pollIntervalMs })
  const page = matchPath('/checkout/:checkoutId', pathname) ?? matchPath('/thanks/:checkoutId', pathname)
  const checkoutId = page?.params.checkoutId
  const shown = events
    .filter((event) => checkoutId === undefined || event.checkoutId === checkoutId)
    .slice(-shownEvents)
    .toReversed()
  return (
    <section>
      <h2>{messages.timeline}</h2>
      {shown.length === 0 && <p>{messages.nothingYet}</p>}
      <ol className="timeline">
        {shown.map((event) => (
          <TimelineEntry key={event.id} event={event} />
        ))}
      </ol>
    </section>
  )
}

function TimelineEntry({ event }: { event: ShopEvent }): ReactElement {
  return (
    <li>
      <Time at={event.at} /> <code>{event.type}</code> <small>{event.paymentId}</small>
    </li>
  )
}

function Gateway(): ReactElement | null {
  const messages = useMessages()
  const { data } = useQuery({ ...sandboxQuery, refetchInterval: pollIntervalMs })
  if (data === undefined) return null
  if (data.sandbox === null) {
    return (
      <section>
        <h2>{messages.gateway}</h2>
        <p>{messages.otherGateway}</p>
      </section>
    )
  }
  const { orders, scenarios, waiting, url } = data.sandbox
  return (
    <>
      <ScenarioSwitch scenarios={scenarios} waiting={waiting} />
      <section>
        <h2>{messages.gateway}</h2>
        {orders.length === 0 && <p>{messages.nothingYet}</p>}
        <ol className="timeline">
          {orders.map((order) => (
            <GatewayEntry key={order.id} order={order} />
          ))}
        </ol>
        <p>
          <a href={url}>{messages.openSandbox}</a>
        </p>
      </section>
    </>
  )
}

function GatewayEntry({ order }: { order: GatewayOrder }): ReactElement {
  const messages = useMessages()
  const { amount, currency, created, oneClickType, status, merchantOrderId, webhooks } = order
  const delivered = webhooks.filter(({ state }) => state === 'delivered').length
  return (
    <li>
      <Time at={created} /> <code>POST /orders/</code> <Price amount={{ value: amount, currency }} />{' '}
      {oneClickType !== null && <code>{oneClickType}</code>} → <code>{status}</code>{' '}
      <small>
        {messages.webhooks(delivered, webhooks.length)} · {merchantOrderId}
      </small>
    </li>
  )
}

function Time({ at }: { at: string }): ReactElement {
  const { locale } = useLanguage()
  return <time dateTime={at}>{new Date(at).toLocaleTimeString(locale)}</time>
}
