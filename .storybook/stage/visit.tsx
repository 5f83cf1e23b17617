import { Checkout } from '@cardfile/react'
import { checkoutId, type FakeBackend } from '@cardfile/react/testing'
import { useState, type ReactElement } from 'react'

// A browser that comes back from the gateway loads the page anew: what it was about is in the address, or here.
const orders = new WeakMap<FakeBackend, string>()

/** A small shop: one order after the other, for a customer who pays, saves the card and pays again. */
export function Visit({ backend }: { readonly backend: FakeBackend }): ReactElement {
  const [order, setOrder] = useState(() => orders.get(backend) ?? checkoutId)
  const [paid, setPaid] = useState<string | null>(null)
  const buyAgain = () => {
    const next = backend.newCheckout()
    orders.set(backend, next)
    setOrder(next)
  }
  return (
    <>
      <h1 className="visit-title">{order}</h1>
      <Checkout key={order} checkoutId={order} onSucceeded={() => setPaid(order)} />
      {paid === order && (
        <button type="button" className="visit-again" onClick={buyAgain}>
          Buy something else
        </button>
      )}
    </>
  )
}
