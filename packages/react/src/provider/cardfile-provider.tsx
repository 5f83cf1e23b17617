'use client'
import { QueryClient, QueryClientContext } from '@tanstack/react-query'
import { useContext, useEffect, useMemo, useRef, useState, type ReactElement, type ReactNode } from 'react'
import { createCardfileClient, type CardfileClient } from '../client/client.ts'
import type { Messages } from '../messages/messages.ts'
import { cardfileKeys } from '../queries/query-keys.ts'
import { CardfileContext } from './cardfile-context.ts'

/** Where the shop's backend is: its address, or a client made with `createCardfileClient`. */
type ClientSource =
  | { readonly endpoint: string; readonly client?: never }
  | { readonly client: CardfileClient; readonly endpoint?: never }

export type CardfileProviderProps = ClientSource & {
  /** The words, from `@cardfile/react/messages/…`. Default: English. */
  readonly messages?: Messages
  /** BCP 47 tag for amounts and for the backend's texts, such as `de-AT`. Default: the language of `messages`. */
  readonly locale?: string
  /** Where answers are cached. Default: the QueryClient around the provider, or one of its own where there is none. */
  readonly queryClient?: QueryClient
  /** Goes to a page of the gateway. Default: `location.assign`. A native shell or a story opens it its own way. */
  readonly navigate?: (url: string) => void
  /**
   * `same-origin` (default): in a frame of another origin's page, which could lay anything over the buttons, no press pays.
   * `any`: for a shop that lives in frames and names in `frame-ancestors` whose.
   */
  readonly framing?: 'same-origin' | 'any'
  readonly children?: ReactNode
}

/** Gives every Cardfile part and hook below it the shop's backend, a language and a cache. Renders nothing itself. */
export function CardfileProvider(props: CardfileProviderProps): ReactElement {
  const { endpoint, client: given, messages, navigate, framing, children } = props
  const locale = props.locale ?? messages?.locale ?? 'en'
  const direction = messages?.direction ?? 'ltr'
  const queryClient = useOwnOrShopsQueryClient(props.queryClient)

  const client = useMemo(
    () => (given === undefined ? createCardfileClient({ endpoint, locale }) : given.withLocale(locale)),
    [given, endpoint, locale],
  )
  const language = useRef(locale)
  useEffect(() => {
    // Consent texts come in the customer's language; the ones at hand are in the old one.
    if (language.current === locale) return
    language.current = locale
    void queryClient.invalidateQueries({ queryKey: cardfileKeys.all })
  }, [locale, queryClient])

  const context = useMemo(
    () => ({ client, queryClient, messages, locale, direction, navigate, framing }),
    [client, queryClient, messages, locale, direction, navigate, framing],
  )
  return <CardfileContext.Provider value={context}>{children}</CardfileContext.Provider>
}

function useOwnOrShopsQueryClient(given: QueryClient | undefined): QueryClient {
  const around = useContext(QueryClientContext)
  const [own] = useState(() => new QueryClient())
  const queryClient = given ?? around ?? own
  useEffect(() => {
    // What QueryClientProvider does for the shop's own: without it nothing is read again on focus.
    queryClient.mount()
    return () => queryClient.unmount()
  }, [queryClient])
  return queryClient
}
