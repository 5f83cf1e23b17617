import { Fragment, type ReactElement } from 'react'
import { SavedCardManager } from '@cardfile/react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Price, useLanguage, useMessages } from '../language/language.tsx'
import { Page } from '../layout/page.tsx'
import { OrderLines } from '../orders/order-lines.tsx'
import { createCheckout, ordersQuery } from '../orders/orders.queries.ts'
import { sessionQuery } from './session.queries.ts'
import { CustomerSwitch } from './sign-in.tsx'

export function AccountPage(): ReactElement {
  const messages = useMessages()
  const { data: session } = useQuery(sessionQuery)
  return (
    <Page title={messages.account} className="narrow-page">
      <CustomerSwitch />
      {/* A new key per customer: one customer's data is never shown to another. */}
      <Fragment key={session?.customer}>
        <div className="panel">
          <SavedCardManager createCheckout={() => createCheckout([{ sku: 'card-update', quantity: 1 }])} />
        </div>
        <PastOrders />
      </Fragment>
    </Page>
  )
}

function PastOrders(): ReactElement {
  const { locale, messages } = useLanguage()
  const { data: orders } = useQuery(ordersQuery)
  const paid = orders?.filter((order) => order.paid) ?? []
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long' })
  return (
    <section className="past-orders" aria-labelledby="past-orders">
      <h2 id="past-orders">{messages.pastOrders}</h2>
      {orders !== undefined && paid.length === 0 && <p>{messages.noOrders}</p>}
      <ul className="orders">
        {paid.map((order) => (
          <li key={order.checkoutId} className="order">
            <Link to={`/thanks/${order.checkoutId}`}>{day.format(new Date(order.createdAt))}</Link>
            <OrderLines items={order.items} />
            <Price amount={order.amount} />
          </li>
        ))}
      </ul>
    </section>
  )
}
