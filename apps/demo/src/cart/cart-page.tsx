import type { ReactElement } from 'react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from 'react-router'
import type { Item, Product } from '../../api/shop-api.ts'
import { Price, useMessages, useProductText } from '../language/language.tsx'
import { Page } from '../layout/page.tsx'
import { createCheckout } from '../orders/orders.queries.ts'
import { ProductArt } from '../products/product-art.tsx'
import { productsQuery } from '../products/products.queries.ts'
import { setQuantity, useCart } from './cart.ts'

export function CartPage(): ReactElement {
  const messages = useMessages()
  const cart = useCart()
  const { data: products = [] } = useQuery(productsQuery)
  const lines = cart.flatMap((item) => {
    const product = products.find((one) => one.sku === item.sku)
    return product === undefined ? [] : [{ item, product }]
  })
  return (
    <Page title={messages.yourCart} className="narrow-page">
      {cart.length === 0 ? (
        <p>
          {messages.cartIsEmpty} <Link to="/">{messages.cartInvitation}</Link>
        </p>
      ) : (
        <>
          <ul className="lines">
            {lines.map(({ item, product }) => (
              <CartLine key={item.sku} item={item} product={product} />
            ))}
          </ul>
          <CartTotal items={cart} lines={lines} />
        </>
      )}
    </Page>
  )
}

interface Line {
  readonly item: Item
  readonly product: Product
}

function CartLine({ item, product }: Line): ReactElement {
  const messages = useMessages()
  const { name } = useProductText(product)
  const { value, currency } = product.amount
  return (
    <li className="line">
      <ProductArt sku={product.sku} size={72} />
      <Link className="line-name" to={`/product/${product.sku}`}>
        {name}
      </Link>
      <label>
        <span className="visually-hidden">{messages.quantityOf(name)}</span>
        <select value={item.quantity} onChange={(event) => setQuantity(item.sku, Number(event.target.value))}>
          {[1, 2, 3, 4, 5, 6, 7, 8, 9].map((quantity) => (
            <option key={quantity}>{quantity}</option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="link"
        aria-label={messages.removeNamed(name)}
        onClick={() => setQuantity(item.sku, 0)}
      >
        {messages.remove}
      </button>
      <Price amount={{ value: value * item.quantity, currency }} />
    </li>
  )
}

function CartTotal({ items, lines }: { items: readonly Item[]; lines: readonly Line[] }): ReactElement {
  const messages = useMessages()
  const navigate = useNavigate()
  const value = lines.reduce((sum, { item, product }) => sum + product.amount.value * item.quantity, 0)
  const start = useMutation({
    mutationFn: () => createCheckout(items),
    onSuccess: (checkoutId) => navigate(`/checkout/${checkoutId}`),
  })
  return (
    <>
      <dl className="totals">
        <dt>{messages.delivery}</dt>
        <dd>{messages.noDelivery}</dd>
        <dt className="total">{messages.total}</dt>
        <dd className="total">
          <Price amount={{ value, currency: 'EUR' }} />
        </dd>
      </dl>
      <button
        type="button"
        className="button wide"
        aria-disabled={start.isPending || undefined}
        onClick={() => {
          if (!start.isPending) start.mutate()
        }}
      >
        {start.isPending ? messages.checkingOut : messages.checkOut}
      </button>
      <p className="error" role="alert">
        {start.isError && messages.wentWrong}
      </p>
    </>
  )
}
