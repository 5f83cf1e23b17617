import type { Item, Product } from '../../api/shop-api.ts'

const euro = (value: number) => ({ value, currency: 'EUR' })

/** The products on the shelf. The front end has an image and a German name for each `sku`. */
export const PRODUCTS: readonly Product[] = [
  { sku: 'breakfast-tea', name: 'Breakfast tea', amount: euro(1295) },
  { sku: 'oat-biscuits', name: 'Oat biscuits', amount: euro(995) },
  { sku: 'enamel-mug', name: 'Enamel mug', amount: euro(1450) },
  { sku: 'acacia-honey', name: 'Acacia honey', amount: euro(780) },
  { sku: 'little-teapot', name: 'Little teapot', amount: euro(3400) },
  { sku: 'linen-towel', name: 'Linen tea towel', amount: euro(1120) },
]

/** The payment that saves a new card: the gateway saves none without one. Not on the shelf; the account page orders it. */
const CARD_UPDATE: Product = { sku: 'card-update', name: 'Card update', amount: euro(50) }

const bySku = new Map([...PRODUCTS, CARD_UPDATE].map((product) => [product.sku, product]))

/** The items' total and their description on a receipt; undefined when a `sku` is unknown. */
export function priceItems(
  items: readonly Item[],
): { value: number; currency: string; description: string } | undefined {
  const lines: string[] = []
  let value = 0
  for (const { sku, quantity } of items) {
    const product = bySku.get(sku)
    if (product === undefined) return undefined
    value += product.amount.value * quantity
    lines.push(quantity === 1 ? product.name : `${quantity} × ${product.name}`)
  }
  return { value, currency: 'EUR', description: lines.join(', ').slice(0, 200) }
}
