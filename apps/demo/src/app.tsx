import type { ReactElement } from 'react'
import { BrowserRouter, Route, Routes } from 'react-router'
import { AccountPage } from './account/account-page.tsx'
import { SignedIn } from './account/signed-in.tsx'
import { CartPage } from './cart/cart-page.tsx'
import { DeveloperDrawer } from './drawer/developer-drawer.tsx'
import { Layout } from './layout/layout.tsx'
import { NotFoundPage } from './layout/not-found-page.tsx'
import { CheckoutPage } from './orders/checkout-page.tsx'
import { ThanksPage } from './orders/thanks-page.tsx'
import { ProductPage } from './products/product-page.tsx'
import { ShelfPage } from './products/shelf-page.tsx'

export function App(): ReactElement {
  return (
    <BrowserRouter>
      <Layout>
        <Routes>
          <Route path="/" element={<ShelfPage />} />
          <Route path="/product/:sku" element={<ProductPage />} />
          <Route path="/cart" element={<CartPage />} />
          <Route
            path="/checkout/:checkoutId"
            element={
              <SignedIn>
                <CheckoutPage />
              </SignedIn>
            }
          />
          <Route
            path="/thanks/:checkoutId"
            element={
              <SignedIn>
                <ThanksPage />
              </SignedIn>
            }
          />
          <Route
            path="/account"
            element={
              <SignedIn>
                <AccountPage />
              </SignedIn>
            }
          />
          <Route path="*" element={<NotFoundPage />} />
        </Routes>
      </Layout>
      <DeveloperDrawer />
    </BrowserRouter>
  )
}
