import { useSyncExternalStore } from 'react'
import * as v from 'valibot'
import { itemSchema, type Item } from '../../api/shop-api.ts'

const storageKey = 'kettle-and-crumb-cart'
const mostOfOne = 9
const cartSchema = v.array(itemSchema)
const listeners = new Set<() => void>()

let items: readonly Item[] = read()

/** What lies in the cart of this browser; other tabs see the same. */
export function useCart(): readonly Item[] {
  return useSyncExternalStore(subscribe, () => items)
}

export function addToCart(sku: string): void {
  const already = items.find((item) => item.sku === sku)?.quantity ?? 0
  setQuantity(sku, Math.min(already + 1, mostOfOne))
}

/** 0 takes it out. */
export function setQuantity(sku: string, quantity: number): void {
  const isNew = !items.some((item) => item.sku === sku)
  const changed = isNew
    ? [...items, { sku, quantity }]
    : items.map((item) => (item.sku === sku ? { sku, quantity } : item))
  replace(changed.filter((item) => item.quantity > 0))
}

/** Once these are bought. What was put in the cart since then stays. */
export function emptyCartOf(bought: readonly Item[]): void {
  replace(items.filter(({ sku }) => !bought.some((item) => item.sku === sku)))
}

function replace(next: readonly Item[]): void {
  items = next
  // Storage can be full or forbidden; the cart then lasts as long as the tab.
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
