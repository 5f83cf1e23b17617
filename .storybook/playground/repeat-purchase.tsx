import { Checkout } from '@cardfile/react'
import { checkoutId, type FakeBackend } from '@cardfile/react/testing'
import { useState, type ReactElement } from 'react'

// A redirect reloads the page, and a real shop keeps the order in its URL. Here it survives the remount.
const orders = new WeakMap<FakeBackend, string>()

/** A minimal shop with one order after another, for a customer who pays, saves the card and pays again. */
export function RepeatPurchase({ backend }: { readonly backend: FakeBackend }): ReactElement {
  const [order, setOrder] = useState(() => orders.get(backend) ?? checkoutId)
  const [paid, setPaid] = useState<string | null>(null)
  const buyAgain = () => {
    const next = backend.newCheckout()
    orders.set(backend, next)
    setOrder(next)
  }
  return (
    <>
      <h1 className="purchase-title">{order}</h1>
      <Checkout key={order} checkoutId={order} onSucceeded={() => setPaid(order)} />
      {paid === order && (
        <button type="button" className="purchase-again" onClick={buyAgain}>
          Buy something else
        </button>
      )}
    </>
  )
}
