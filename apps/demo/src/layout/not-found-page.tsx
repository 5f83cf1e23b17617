import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { useMessages } from '../language/language.tsx'
import { Page } from './page.tsx'

export function NotFoundPage(): ReactElement {
  const messages = useMessages()
  return (
    <Page title={messages.notFound} className="narrow-page">
      <p>{messages.notFoundText}</p>
      <p>
        <Link to="/">{messages.backToShelf}</Link>
      </p>
    </Page>
  )
}
