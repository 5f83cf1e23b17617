'use client'
import { QueryClient, QueryClientContext } from '@tanstack/react-query'
import { useContext, useEffect, useMemo, useRef, useState, type ReactElement, type ReactNode } from 'react'
import { createCardfileClient, type CardfileClient } from '../client/client.ts'
import type { Messages } from '../messages/messages.ts'
import { cardfileKeys } from '../queries/query-keys.ts'
import { CardfileContext } from './cardfile-context.ts'

/** The shop's backend: its endpoint, or a client from `createCardfileClient`. */
type ClientSource =
  | { readonly endpoint: string; readonly client?: never }
  | { readonly client: CardfileClient; readonly endpoint?: never }

export type CardfileProviderProps = ClientSource & {
  /** The messages of a language, from `@cardfile/react/messages/…`. Default: English. */
  readonly messages?: Messages
  /** BCP 47 tag for amounts and for the backend's texts, such as `de-AT`. Default: the language of `messages`. */
  readonly locale?: string
  /** Caches answers. Default: the QueryClient around the provider, or else a new one. */
  readonly queryClient?: QueryClient
  /** Navigates to a page of the gateway. Default: `location.assign`. For native shells and stories. */
  readonly navigate?: (url: string) => void
  /**
   * `same-origin` (default): no press pays in a cross-origin frame, whose page could lay anything over the buttons. `any`: for
   * a shop that is framed on purpose and lists the origins in `frame-ancestors`.
   */
  readonly framing?: 'same-origin' | 'any'
  readonly children?: ReactNode
}

/** Provides every Cardfile part and hook below it with the shop's backend, a language and a cache. Renders no element. */
export function CardfileProvider(props: CardfileProviderProps): ReactElement {
  const { endpoint, client: given, messages, navigate, framing, children } = props
  const locale = props.locale ?? messages?.locale ?? 'en'
  const direction = messages?.direction ?? 'ltr'
  const queryClient = useShopOrOwnQueryClient(props.queryClient)

  const client = useMemo(
    () => (given === undefined ? createCardfileClient({ endpoint, locale }) : given.withLocale(locale)),
    [given, endpoint, locale],
  )
  const language = useRef(locale)
  useEffect(() => {
    // The cached consent texts are in the old language.
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

function useShopOrOwnQueryClient(given: QueryClient | undefined): QueryClient {
  const around = useContext(QueryClientContext)
  const [own] = useState(() => new QueryClient())
  const queryClient = given ?? around ?? own
  useEffect(() => {
    // QueryClientProvider does this too. Without it, queries do not refetch on focus.
    queryClient.mount()
    return () => queryClient.unmount()
  }, [queryClient])
  return queryClient
}
