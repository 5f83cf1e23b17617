import { PayWithSavedCardButton } from '@cardfile/react'

async function createCheckout(sku: string): Promise<string> {
  const answer = await fetch('/shop/checkouts', { method: 'POST', body: JSON.stringify({ sku }) })
  return answer.text()
}

export function ProductPage({ sku }: { sku: string }) {
  return (
    <PayWithSavedCardButton createCheckout={() => createCheckout(sku)} onSucceeded={() => location.assign('/thanks')} />
  )
}
