import type { Delivery } from './delivery.ts'
import type { Order, VaultCard } from './order.ts'

/** What one commit changed, complete enough to replay. */
export interface Changes {
  readonly orders: readonly Order[]
  readonly cards: readonly VaultCard[]
  readonly deliveries: readonly Delivery[]
}

/** Everything the gateway remembers, so that a sandbox can be started where another stopped. */
export type SandboxState = Changes

/** The books: orders oldest first, and saved cards. */
export interface Ledger {
  order(id: string): Order | undefined
  orders(): Iterable<Order>
  readonly size: number
  card(reference: string): VaultCard | undefined
  cards(): Iterable<VaultCard>
  /** Enters changes and answers the orders that fell out under the cap. */
  apply(changes: Pick<Changes, 'orders' | 'cards'>): readonly Order[]
  clear(): void
}

/** Opens the books, keeping at most `maxOrders` orders and as many saved cards; the oldest go first. */
export function createLedger(maxOrders: number): Ledger {
  const orders = new Map<string, Order>()
  const cards = new Map<string, VaultCard>()
  const tokenByTransaction = new Map<string, string>()

  const dropOldest = (): Order | undefined => {
    for (const [id, order] of orders) {
      orders.delete(id)
      return order
    }
    return undefined
  }

  const dropOldestCard = () => {
    for (const [token, card] of cards) {
      cards.delete(token)
      if (card.firstTransactionId !== null) tokenByTransaction.delete(card.firstTransactionId)
      return
    }
  }

  return {
    order: (id) => orders.get(id),
    orders: () => orders.values(),
    get size() {
      return orders.size
    },
    card: (reference) => cards.get(reference) ?? cards.get(tokenByTransaction.get(reference) ?? ''),
    cards: () => cards.values(),
    apply(changes) {
      for (const order of changes.orders) orders.set(order.id, order)
      for (const card of changes.cards) {
        cards.set(card.token, card)
        if (card.firstTransactionId !== null) tokenByTransaction.set(card.firstTransactionId, card.token)
      }
      while (cards.size > maxOrders) dropOldestCard()
      const dropped: Order[] = []
      while (orders.size > maxOrders) {
        const order = dropOldest()
        if (order !== undefined) dropped.push(order)
      }
      return dropped
    },
    clear() {
      orders.clear()
      cards.clear()
      tokenByTransaction.clear()
    },
  }
}
