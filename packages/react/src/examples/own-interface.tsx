import { formatMoney, usePayWithSavedCard } from '@cardfile/react'

export function PayLine({ orderId }: { orderId: string }) {
  const { result, state, notice, mayPay, pay, cvcRef } = usePayWithSavedCard(orderId)
  if (result.status !== 'ready') return <p>One moment…</p>
  const { amount, cards } = result.checkout
  return (
    <>
      <input ref={cvcRef} aria-label="Security code" inputMode="numeric" autoComplete="cc-csc" />
      {cards.map((card) => (
        <button key={card.id} type="button" aria-disabled={!mayPay} onClick={() => pay(card.id)}>
          Pay {formatMoney(amount, 'en')} with the card ending in {card.last4}
        </button>
      ))}
      <output>{notice?.kind ?? state}</output>
    </>
  )
}
