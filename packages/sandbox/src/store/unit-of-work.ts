import type { Micros } from '../clock/timestamp.ts'
import type { SandboxSettings } from '../project/settings.ts'
import type { Changes, Ledger } from './store.ts'
import type { Order, Transaction, VaultCard } from './order.ts'

/** A change of status that merchants are told about. */
export interface StatusChange {
  readonly orderId: string
  /** Null for the order's own status. */
  readonly transactionId: string | null
  readonly status: string
  /** Part of a scenario: it did not happen, and merchants are told all the same. */
  readonly isForged?: boolean
  /** The order whose merchant is told, when `orderId` is made up. */
  readonly forgedFor?: string
}

/**
 * One unit of work on the books. Orders taken from it are copies, and nothing is entered before the work is committed,
 * so an operation that fails halfway leaves no trace, and one whose commit is scripted away can still be answered.
 */
export interface Work {
  readonly nowMs: number
  readonly timeScale: number
  readonly settings: SandboxSettings
  stamp(): Micros
  newId(): string
  /** The order to change, or undefined when there is none. */
  order(id: string): Order | undefined
  addOrder(order: Order): void
  card(reference: string): VaultCard | undefined
  addCard(card: VaultCard): void
  /** The saved card that an equal card got before, if any. */
  cardLike(card: Pick<VaultCard, 'cardId' | 'expiry'>): VaultCard | undefined
  announce(change: StatusChange): void
  readonly changes: Pick<Changes, 'orders' | 'cards'>
  readonly announced: readonly StatusChange[]
}

/** What work needs from the sandbox around it. */
export interface WorkTools {
  readonly ledger: Ledger
  readonly nowMs: () => number
  readonly timeScale: number
  readonly settings: () => SandboxSettings
  readonly stamp: () => Micros
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

/** Begins a unit of work. */
export function beginWork({ ledger, nowMs, timeScale, settings, stamp, newId }: WorkTools): Work {
  const orders = new Map<string, Order>()
  const cards = new Map<string, VaultCard>()
  const announced: StatusChange[] = []

  return {
    nowMs: nowMs(),
    timeScale,
    settings: settings(),
    stamp,
    newId,
    order(id) {
      const touched = orders.get(id)
      if (touched !== undefined) return touched
      const stored = ledger.order(id)
      if (stored === undefined) return undefined
      const copy = copyOf(stored)
      orders.set(id, copy)
      return copy
    },
    addOrder: (order) => void orders.set(order.id, order),
    card: (reference) => cards.get(reference) ?? ledger.card(reference),
    addCard: (card) => void cards.set(card.token, card),
    cardLike({ cardId, expiry }) {
      for (const card of ledger.cards()) if (card.cardId === cardId && card.expiry === expiry && !card.dead) return card
      return undefined
    },
    announce: (change) => void announced.push(change),
    get changes() {
      return { orders: [...orders.values()], cards: [...cards.values()] }
    },
    announced,
  }
}
