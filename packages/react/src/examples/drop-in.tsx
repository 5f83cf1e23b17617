import { CardfileProvider, Checkout } from '@cardfile/react'
import '@cardfile/react/styles.css'

export function CheckoutPage({ orderId }: { orderId: string }) {
  return (
    <CardfileProvider endpoint="/api/cardfile">
      <Checkout checkoutId={orderId} onSucceeded={() => location.assign('/thanks')} />
    </CardfileProvider>
  )
}
