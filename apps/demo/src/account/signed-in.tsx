import type { ReactElement, ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useMessages } from '../language/language.tsx'
import { Page } from '../layout/page.tsx'
import { sessionQuery } from './session.queries.ts'
import { CustomerSwitch } from './sign-in.tsx'

/** Shows its page to a customer, and a sign-in to an anonymous visitor. */
export function SignedIn({ children }: { children: ReactNode }): ReactElement | null {
  const messages = useMessages()
  const { data: session } = useQuery(sessionQuery)
  if (session === undefined) return null
  if (session.customer !== null) return <>{children}</>
  return (
    <Page title={messages.signIn} className="narrow-page">
      <p>{messages.signInText}</p>
      <CustomerSwitch />
    </Page>
  )
}
