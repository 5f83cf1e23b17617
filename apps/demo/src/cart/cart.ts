import { useSyncExternalStore } from 'react'
import * as v from 'valibot'
import { itemSchema, type Item } from '../../api/shop-api.ts'

const storageKey = 'kettle-and-crumb-cart'
const maxQuantity = 9
const cartSchema = v.array(itemSchema)
const listeners = new Set<() => void>()

let items: readonly Item[] = read()

/** The cart of this browser, shared between its tabs. */
export function useCart(): readonly Item[] {
  return useSyncExternalStore(subscribe, () => items)
}

export function addToCart(sku: string): void {
  const already = items.find((item) => item.sku === sku)?.quantity ?? 0
  setQuantity(sku, Math.min(already + 1, maxQuantity))
}

/** A quantity of 0 removes the item. */
export function setQuantity(sku: string, quantity: number): void {
  const isNew = !items.some((item) => item.sku === sku)
  const changed = isNew
    ? [...items, { sku, quantity }]
    : items.map((item) => (item.sku === sku ? { sku, quantity } : item))
  replace(changed.filter((item) => item.quantity > 0))
}

/** Removes the bought items. Items added since then stay. */
export function emptyCartOf(bought: readonly Item[]): void {
  replace(items.filter(({ sku }) => !bought.some((item) => item.sku === sku)))
}

function replace(next: readonly Item[]): void {
  items = next
  // Storage can be full or blocked; the cart then lasts as long as the tab.
  try {
    window.localStorage.setItem(storageKey, JSON.stringify(items))
  } catch {}
  for (const listener of listeners) listener()
}

function read(): readonly Item[] {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(storageKey) ?? '[]')
    return v.is(cartSchema, stored) ? stored : []
  } catch {
    return []
  }
}

function subscribe(listener: () => void): () => void {
  const readAgain = (event: StorageEvent) => {
    if (event.key !== storageKey) return
    items = read()
    listener()
  }
  listeners.add(listener)
  window.addEventListener('storage', readAgain)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', readAgain)
  }
}
