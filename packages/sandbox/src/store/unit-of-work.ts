import type { Micros } from '../clock/timestamp.ts'
import type { SandboxSettings } from '../project/settings.ts'
import type { Order, Transaction, VaultCard } from './order.ts'
import type { Changes, Store } from './store.ts'

/** A status change to send webhooks for. */
export interface StatusChange {
  readonly orderId: string
  /** Null when the order itself changed. */
  readonly transactionId: string | null
  readonly status: string
  /** Part of a scenario: the change did not happen, but its webhook is sent. */
  readonly isForged?: boolean
  /** The order whose webhook URL is used, because `orderId` may not exist. */
  readonly forgedFor?: string
}

/**
 * A unit of work on the store. Its orders are copies and nothing is written before the commit, so a failed operation leaves
 * no trace, and an operation whose commit is scripted never to happen can still be answered.
 */
export interface UnitOfWork {
  readonly nowMs: number
  readonly timeScale: number
  readonly settings: SandboxSettings
  timestamp(): Micros
  newId(): string
  /** A copy of the order, to change. */
  order(id: string): Order | undefined
  addOrder(order: Order): void
  card(reference: string): VaultCard | undefined
  addCard(card: VaultCard): void
  /** The valid saved card with the same number and expiry, if any. */
  findEqualCard(card: Pick<VaultCard, 'cardId' | 'expiry'>): VaultCard | undefined
  recordStatusChange(change: StatusChange): void
  readonly changes: Pick<Changes, 'orders' | 'cards'>
  readonly statusChanges: readonly StatusChange[]
}

/** What a unit of work reads from. */
export interface UnitOfWorkOptions {
  readonly store: Store
  readonly nowMs: () => number
  readonly timeScale: number
  readonly settings: () => SandboxSettings
  readonly timestamp: () => Micros
  readonly newId: () => string
}

const copyOf = (order: Order): Order => ({
  ...order,
  transactions: order.transactions.map((transaction): Transaction => ({
    ...transaction,
    events: [...transaction.events],
  })),
  refunds: [...order.refunds],
})

/** Begins a unit of work. `Engine.commit` writes it. */
export function beginUnitOfWork({
  store,
  nowMs,
  timeScale,
  settings,
  timestamp,
  newId,
}: UnitOfWorkOptions): UnitOfWork {
  const orders = new Map<string, Order>()
  const cards = new Map<string, VaultCard>()
  const statusChanges: StatusChange[] = []

  return {
    nowMs: nowMs(),
    timeScale,
    settings: settings(),
    timestamp,
    newId,
    order(id) {
      const touched = orders.get(id)
      if (touched !== undefined) return touched
      const stored = store.order(id)
      if (stored === undefined) return undefined
      const copy = copyOf(stored)
      orders.set(id, copy)
      return copy
    },
    addOrder: (order) => void orders.set(order.id, order),
    card: (reference) => cards.get(reference) ?? store.card(reference),
    addCard: (card) => void cards.set(card.token, card),
    findEqualCard({ cardId, expiry }) {
      for (const card of store.cards()) if (card.cardId === cardId && card.expiry === expiry && !card.dead) return card
      return undefined
    },
    recordStatusChange: (change) => void statusChanges.push(change),
    get changes() {
      return { orders: [...orders.values()], cards: [...cards.values()] }
    },
    statusChanges,
  }
}
