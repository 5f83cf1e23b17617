import type { Delivery } from './delivery.ts'
import type { Order, VaultCard } from './order.ts'

/** The records one commit wrote, whole, so that a journal can replay them. */
export interface Changes {
  readonly orders: readonly Order[]
  readonly cards: readonly VaultCard[]
  readonly deliveries: readonly Delivery[]
}

/** The whole state of a sandbox, to start another one from. */
export type SandboxState = Changes

/** Orders, oldest first, and saved cards, in memory. */
export interface Store {
  order(id: string): Order | undefined
  orders(): Iterable<Order>
  /** Finds a saved card by vault token or first transaction. */
  card(reference: string): VaultCard | undefined
  cards(): Iterable<VaultCard>
  /** Writes changes. Returns the orders that were dropped to stay within the cap. */
  apply(changes: Pick<Changes, 'orders' | 'cards'>): readonly Order[]
  clear(): void
}

/** Creates a store of at most `maxOrders` orders and as many saved cards. The oldest are dropped first. */
export function createStore(maxOrders: number): Store {
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
