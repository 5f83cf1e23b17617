import type { ReactElement } from 'react'
import { PayWithSavedCardButton, useSavedCards } from '@cardfile/react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from 'react-router'
import type { Product } from '../../api/shop-api.ts'
import { sessionQuery } from '../account/session.queries.ts'
import { addToCart } from '../cart/cart.ts'
import { Price, useMessages, useProductText } from '../language/language.tsx'
import { NotFoundPage } from '../layout/not-found-page.tsx'
import { Page } from '../layout/page.tsx'
import { createCheckout } from '../orders/orders.queries.ts'
import { ProductArt } from './product-art.tsx'
import { productsQuery } from './products.queries.ts'

export function ProductPage(): ReactElement | null {
  const { sku } = useParams()
  const { data: products } = useQuery(productsQuery)
  if (products === undefined) return null
  const product = products.find((one) => one.sku === sku)
  return product === undefined ? <NotFoundPage /> : <ProductDetails product={product} />
}

function ProductDetails({ product }: { product: Product }): ReactElement {
  const messages = useMessages()
  const navigate = useNavigate()
  const { data: session } = useQuery(sessionQuery)
  const { name, blurb } = useProductText(product)
  return (
    <Page title={name} className="product-page">
      <ProductArt sku={product.sku} size={480} />
      <div className="product-details">
        <p className="lead">{blurb}</p>
        <Price amount={product.amount} />
        <button
          type="button"
          className="button"
          onClick={() => {
            addToCart(product.sku)
            void navigate('/cart')
          }}
        >
          {messages.addToCart}
        </button>
        {typeof session?.customer === 'string' && <BuyNow sku={product.sku} />}
        <Link to="/">{messages.backToShelf}</Link>
      </div>
    </Page>
  )
}

/** One-click buy on the product page, for a customer with a saved card. */
function BuyNow({ sku }: { sku: string }): ReactElement | null {
  const navigate = useNavigate()
  const { data: cards } = useSavedCards()
  if (cards === undefined || cards.length === 0) return null
  return (
    <PayWithSavedCardButton
      createCheckout={() => createCheckout([{ sku, quantity: 1 }])}
      onSucceeded={({ checkoutId }) => void navigate(`/thanks/${checkoutId}`)}
    />
  )
}
