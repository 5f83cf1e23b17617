import type { ReactElement } from 'react'
import type { Payment } from '@cardfile/contract'
import { useCheckout } from '@cardfile/react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { Order } from '../../api/shop-api.ts'
import { Price, useLanguage, useMessages } from '../language/language.tsx'
import { NotFoundPage } from '../layout/not-found-page.tsx'
import { Page } from '../layout/page.tsx'
import { OrderLines } from './order-lines.tsx'
import { orderQuery } from './orders.queries.ts'

/** The receipt of a paid order. */
export function ThanksPage(): ReactElement | null {
  const { checkoutId = '' } = useParams()
  const messages = useMessages()
  const { data: order, isError } = useQuery(orderQuery(checkoutId))
  const checkout = useCheckout(checkoutId)
  if (isError) return <NotFoundPage />
  if (order === undefined || checkout.status === 'loading') return null

  const payment = checkout.status === 'ready' ? checkout.payment : null
  // The event that marks the order paid may arrive a moment after the customer.
  if (order.paid || payment?.status === 'succeeded' || payment?.status === 'surplus') {
    return <Receipt order={order} payment={payment} />
  }
  return (
    <Page title={messages.receipt} className="narrow-page">
      <p>{messages.notPaidYet}</p>
      <Link className="button" to={`/checkout/${checkoutId}`}>
        {messages.continueCheckout}
      </Link>
    </Page>
  )
}

function Receipt({ order, payment }: { order: Order; payment: Payment | null }): ReactElement {
  const { locale, messages } = useLanguage()
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' })
  return (
    <Page title={messages.thanks} className="narrow-page">
      <p className="lead">{messages.thanksText}</p>
      <section className="panel" aria-labelledby="receipt">
        <h2 id="receipt">{messages.receipt}</h2>
        <OrderLines items={order.items} />
        <dl className="receipt">
          <dt>{messages.total}</dt>
          <dd className="total">
            <Price amount={payment?.amount ?? order.amount} />
          </dd>
          {payment !== null && (
            <>
              <dt>{messages.paidWith}</dt>
              <dd>
                <PaidWith payment={payment} />
              </dd>
            </>
          )}
          <dt>{messages.date}</dt>
          <dd>{when.format(new Date(payment?.updatedAt ?? order.createdAt))}</dd>
          <dt>{messages.orderNumber}</dt>
          <dd>{order.checkoutId}</dd>
        </dl>
      </section>
      {payment?.method.type === 'new-card' && payment.method.saving && <p>{messages.nextTimeText}</p>}
      <p className="next">
        <Link className="button" to="/">
          {messages.buyMore}
        </Link>
        <Link to="/account">{messages.seeAccount}</Link>
      </p>
    </Page>
  )
}

function PaidWith({ payment: { method } }: { payment: Payment }): string {
  const messages = useMessages()
  if (method.type === 'new-card') return messages.hostedCard
  if (method.last4 === null) return messages.savedCard
  const brand = method.brand ?? messages.card
  return messages.cardEnding(brand.charAt(0).toUpperCase() + brand.slice(1), method.last4)
}
