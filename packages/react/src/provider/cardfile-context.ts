'use client'
import type { QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { CardfileClient } from '../client/client.ts'
import type { Messages } from '../messages/messages.ts'

/** The value that the provider passes to every part and hook. */
export interface CardfileContextValue {
  readonly client: CardfileClient
  readonly queryClient: QueryClient
  /** Undefined: each part's own English. */
  readonly messages: Messages | undefined
  /** Locale of amounts and of the backend's texts. */
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
  readonly navigate: ((url: string) => void) | undefined
  readonly framing: 'same-origin' | 'any' | undefined
}

export const CardfileContext = createContext<CardfileContextValue | null>(null)

/** The value of the provider. Throws a sentence that names `part` where there is none. */
export function useCardfile(part: string): CardfileContextValue {
  const context = useContext(CardfileContext)
  if (context === null) {
    throw new Error(`Wrap ${part} in <CardfileProvider>.`)
  }
  return context
}
