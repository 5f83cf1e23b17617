import type { ReactElement } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Item } from '../../api/shop-api.ts'
import { useProductText } from '../language/language.tsx'
import { ProductArt } from '../products/product-art.tsx'
import { productsQuery } from '../products/products.queries.ts'

/** The order's items, one line per product. */
export function OrderLines({ items }: { items: readonly Item[] }): ReactElement {
  return (
    <ul className="order-lines">
      {items.map((item) => (
        <OrderLine key={item.sku} item={item} />
      ))}
    </ul>
  )
}

function OrderLine({ item }: { item: Item }): ReactElement {
  const { data: products = [] } = useQuery(productsQuery)
  const { name } = useProductText(products.find(({ sku }) => sku === item.sku) ?? { sku: item.sku, name: item.sku })
  return (
    <li>
      <ProductArt sku={item.sku} size={40} />
      <span>{item.quantity === 1 ? name : `${item.quantity} × ${name}`}</span>
    </li>
  )
}
