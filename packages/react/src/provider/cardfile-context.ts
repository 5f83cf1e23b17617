'use client'
import type { QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { CardfileClient } from '../client/client.ts'
import type { Messages } from '../messages/messages.ts'

/** What every part and hook finds around it. */
export interface CardfileContextValue {
  readonly client: CardfileClient
  readonly queryClient: QueryClient
  /** Undefined: the English that each part brings along. */
  readonly messages: Messages | undefined
  /** Language of amounts and of the backend's texts. */
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
  readonly navigate: ((url: string) => void) | undefined
  readonly framing: 'same-origin' | 'any' | undefined
}

export const CardfileContext = createContext<CardfileContextValue | null>(null)

/** What the provider provides. `part` is named in the sentence that is thrown where there is none. */
export function useCardfile(part: string): CardfileContextValue {
  const context = useContext(CardfileContext)
  if (context === null) {
    throw new Error(`Wrap ${part} in <CardfileProvider>.`)
  }
  return context
}
