import type { Item, Product } from '../../api/shop-api.ts'

const euro = (value: number) => ({ value, currency: 'EUR' })

/** Everything on the shelf. The front end has a drawing and a German name for each `sku`. */
export const PRODUCTS: readonly Product[] = [
  { sku: 'breakfast-tea', name: 'Breakfast tea', amount: euro(1295) },
  { sku: 'oat-biscuits', name: 'Oat biscuits', amount: euro(995) },
  { sku: 'enamel-mug', name: 'Enamel mug', amount: euro(1450) },
  { sku: 'acacia-honey', name: 'Acacia honey', amount: euro(780) },
  { sku: 'little-teapot', name: 'Little teapot', amount: euro(3400) },
  { sku: 'linen-towel', name: 'Linen tea towel', amount: euro(1120) },
]

/** What a new card is paid with: the gateway saves none without a payment. Not on the shelf; the account page orders it. */
const CARD_UPDATE: Product = { sku: 'card-update', name: 'Card update', amount: euro(50) }

const bySku = new Map([...PRODUCTS, CARD_UPDATE].map((product) => [product.sku, product]))

/** What these items cost and how the order reads on a receipt; undefined when the shop sells no such thing. */
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
