// The least a shop would write itself: fetches the card and the price, shows a button, and posts the payment.
import { QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'

function PayButton() {
  const { data } = useQuery({
    queryKey: ['checkout'],
    queryFn: async () => (await fetch('/api/cardfile/checkouts/order-1042')).json(),
  })
  const { mutate } = useMutation({
    mutationFn: async (body) =>
      (await fetch('/api/cardfile/payments', { method: 'POST', body: JSON.stringify(body) })).json(),
  })
  if (data === undefined) return null
  const { amount, cards, checkoutId, quote } = data
  const price = new Intl.NumberFormat('en', { style: 'currency', currency: amount.currency }).format(amount.value / 100)
  return (
    <button
      type="button"
      onClick={() => mutate({ checkoutId, quote, method: { type: 'saved-card', cardId: cards[0].id } })}
    >
      Pay {price} with the card ending in {cards[0].last4}
    </button>
  )
}

createRoot(document.getElementById('root')).render(
  <QueryClientProvider client={new QueryClient()}>
    <PayButton />
  </QueryClientProvider>,
)
