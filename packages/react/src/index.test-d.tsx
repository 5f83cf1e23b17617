import type { ComponentPropsWithRef } from 'react'
import {
  CardfileProvider,
  Checkout,
  createCardfileClient,
  CvcField,
  PaymentStatus,
  PayWithSavedCardButton,
  SaveCardButton,
  SavedCardPicker,
  usePayWithSavedCard,
  useCheckout,
  type Messages,
} from './index.ts'
import { en } from './messages/en.ts'

// Checked by the compiler only: each line below a directive must not compile.

const client = createCardfileClient({ endpoint: '/api/cardfile' })

export const impossible = [
  // @ts-expect-error -- neither an endpoint nor a client
  <CardfileProvider key="1" />,
  // @ts-expect-error -- both
  <CardfileProvider key="2" endpoint="/api/cardfile" client={client} />,
  // @ts-expect-error -- no checkout
  <Checkout key="3" />,
  // @ts-expect-error -- an existing checkout and one to create
  <PayWithSavedCardButton key="4" checkoutId="1" createCheckout={() => Promise.resolve('1')} />,
  // @ts-expect-error -- without a review, no price is shown before the payment
  <PayWithSavedCardButton key="5" createCheckout={() => Promise.resolve('1')} confirm="none" />,
  // @ts-expect-error -- inside a Checkout, the listener belongs on the Checkout
  <PayWithSavedCardButton key="6" onSucceeded={() => {}} />,
  // @ts-expect-error -- the label is the amount that will be charged
  <SaveCardButton key="7">Pay now</SaveCardButton>,
  // @ts-expect-error -- the digits are never a prop
  <CvcField key="8" value="123" />,
  // @ts-expect-error -- a function of the props, not an element without them
  <SavedCardPicker key="9" render={<fieldset />} />,
  // @ts-expect-error -- a part is one element, not text
  <PaymentStatus key="10" render={() => 'Paid'} />,
  // @ts-expect-error -- a button's props do not fit a picker's element
  <SavedCardPicker key="11" render={(props: ComponentPropsWithRef<'button'>) => <button {...props} />} />,
  // @ts-expect-error -- no part is in such a state
  <SaveCardButton key="12" render={(props, { state }) => <button {...props} hidden={state === 'paid'} />} />,
]

export const possible = [
  <SaveCardButton key="1" render={(props) => <button {...props} className="mine" />} />,
  <CvcField key="2" render={(props, { state }) => <div {...props} hidden={state === 'ready'} />} />,
  <Checkout key="3" checkoutId="1" render={(props) => <div {...props} id="payment" />} className="mine">
    <PaymentStatus />
  </Checkout>,
]

export function Reads() {
  const result = useCheckout('order-1042')
  // @ts-expect-error -- the checkout may still be loading
  const tooEarly: unknown = result.checkout
  if (result.status === 'ready') result.checkout.cards.map((card) => card.last4)
  const { pay } = usePayWithSavedCard('order-1042')
  pay('card-1')
  // @ts-expect-error -- the CVC is taken from its input, never passed
  pay('card-1', '123')
  return tooEarly === undefined
}

// @ts-expect-error -- a language with missing messages
export const incomplete: Messages = { ...en, common: {} }
