import { Checkout, CvcField, PaymentStatus, PayWithSavedCardButton } from '@cardfile/react'
import { SaveCardButton, SaveCardConsent, SavedCardPicker } from '@cardfile/react'

export function OwnLayout({ orderId }: { orderId: string }) {
  return (
    <Checkout checkoutId={orderId}>
      <SavedCardPicker />
      <CvcField />
      <SaveCardConsent />
      <p>Delivery on Tuesday. You can return everything for 30 days.</p>
      <PayWithSavedCardButton />
      <SaveCardButton />
      <PaymentStatus />
    </Checkout>
  )
}
