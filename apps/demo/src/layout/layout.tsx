import type { ReactElement, ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { displayName, sessionQuery } from '../account/session.queries.ts'
import { useCart } from '../cart/cart.ts'
import { useMessages } from '../language/language.tsx'

export function Layout({ children }: { children: ReactNode }): ReactElement {
  const messages = useMessages()
  return (
    <>
      <a className="skip" href="#content">
        {messages.skip}
      </a>
      <Header />
      {children}
      <footer className="footer">
        <p>{messages.footer}</p>
        <p>{messages.testCard}</p>
      </footer>
    </>
  )
}

function Header(): ReactElement {
  const messages = useMessages()
  const count = useCart().reduce((sum, item) => sum + item.quantity, 0)
  const { data: session } = useQuery(sessionQuery)
  return (
    <header className="header">
      <Link className="brand" to="/">
        <img src="/favicon.svg" alt="" width="32" height="32" />
        <span>Kettle &amp; Crumb</span>
      </Link>
      <nav>
        <Link to="/account">
          {messages.account}
          {typeof session?.customer === 'string' && <span className="who">{displayName(session.customer)}</span>}
        </Link>
        <Link to="/cart" aria-label={messages.cartCount(count)}>
          {messages.cart}
          {count > 0 && <span className="badge">{count}</span>}
        </Link>
      </nav>
    </header>
  )
}
