import type { ReactElement } from 'react'
import { Checkout, useCheckout } from '@cardfile/react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from 'react-router'
import type { Order } from '../../api/shop-api.ts'
import { emptyCartOf } from '../cart/cart.ts'
import { Price, useMessages } from '../language/language.tsx'
import { NotFoundPage } from '../layout/not-found-page.tsx'
import { Page } from '../layout/page.tsx'
import { OrderLines } from './order-lines.tsx'
import { orderQuery } from './orders.queries.ts'

/** The page where an order is paid, and the return page after the hosted payment page. */
export function CheckoutPage(): ReactElement | null {
  const { checkoutId = '' } = useParams()
  const { data: order, isError } = useQuery(orderQuery(checkoutId))
  if (isError) return <NotFoundPage />
  return order === undefined ? null : <PayOrder order={order} />
}

function PayOrder({ order }: { order: Order }): ReactElement {
  const messages = useMessages()
  const navigate = useNavigate()
  const { checkoutId, items } = order
  const result = useCheckout(checkoutId)
  // Once the kit knows a new price, the page must agree with its button.
  const amount = result.status === 'ready' ? result.checkout.amount : order.amount
  return (
    <Page title={messages.checkout}>
      <div className="checkout-columns">
        <aside className="summary" aria-labelledby="your-order">
          <h2 id="your-order">{messages.yourOrder}</h2>
          <OrderLines items={items} />
          <p className="total">
            {messages.total} <Price amount={amount} />
          </p>
        </aside>
        <section className="panel" aria-label={messages.payment}>
          <Checkout
            checkoutId={checkoutId}
            onSucceeded={() => {
              emptyCartOf(items)
              void navigate(`/thanks/${checkoutId}`, { replace: true })
            }}
          />
        </section>
      </div>
    </Page>
  )
}
