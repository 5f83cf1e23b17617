import { useState, type ReactElement } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { Product } from '../../api/shop-api.ts'
import { addToCart } from '../cart/cart.ts'
import { Price, useMessages, useProductText } from '../language/language.tsx'
import { Page } from '../layout/page.tsx'
import { ProductArt } from './product-art.tsx'
import { productsQuery } from './products.queries.ts'

export function ShelfPage(): ReactElement {
  const messages = useMessages()
  const { data: products = [] } = useQuery(productsQuery)
  const [added, setAdded] = useState('')
  return (
    <Page title={messages.shelf} className="shelf-page">
      <p className="lead">{messages.tagline}</p>
      <output className="notice" data-empty={added === '' || undefined}>
        {added !== '' && (
          <>
            {messages.added(added)} <Link to="/cart">{messages.toCart}</Link>
          </>
        )}
      </output>
      <ul className="shelf">
        {products.map((product) => (
          <ShelfItem key={product.sku} product={product} onAdded={setAdded} />
        ))}
      </ul>
    </Page>
  )
}

function ShelfItem({ product, onAdded }: { product: Product; onAdded: (name: string) => void }): ReactElement {
  const messages = useMessages()
  const { name } = useProductText(product)
  return (
    <li className="shelf-item">
      <ProductArt sku={product.sku} size={240} />
      <h2>
        <Link to={`/product/${product.sku}`}>{name}</Link>
      </h2>
      <Price amount={product.amount} />
      <button
        type="button"
        className="button quiet"
        aria-label={messages.addNamedToCart(name)}
        onClick={() => {
          addToCart(product.sku)
          onAdded(name)
        }}
      >
        {messages.addToCart}
      </button>
    </li>
  )
}
