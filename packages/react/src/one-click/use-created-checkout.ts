'use client'
import { useRef, useState } from 'react'

type Creation =
  | { readonly status: 'idle' | 'creating' | 'failed' }
  | { readonly status: 'created'; readonly checkoutId: string }

/** A checkout id, or a function that creates the checkout on the shop's backend and resolves with its id. */
export type CheckoutSource = string | (() => Promise<string>)

/** The checkout of a one-click button, which may be created at the first press. */
export interface CreatedCheckout {
  /** Null until the checkout is created. */
  readonly checkoutId: string | null
  readonly status: Creation['status']
  /** Creates the checkout. Resolves with false where it failed or is already in progress; only a failure can be retried. */
  readonly create: () => Promise<boolean>
}

/** The checkout of a source; nothing is created before `create` is called. */
export function useCreatedCheckout(source: CheckoutSource): CreatedCheckout {
  const [creation, setCreation] = useState<Creation>({ status: 'idle' })
  // Two presses in one task see the same render; both see this ref.
  const isCreating = useRef(false)
  if (typeof source === 'string') return { checkoutId: source, status: 'created', create: () => Promise.resolve(true) }
  return {
    checkoutId: creation.status === 'created' ? creation.checkoutId : null,
    status: creation.status,
    async create() {
      if (isCreating.current) return false
      isCreating.current = true
      setCreation({ status: 'creating' })
      try {
        setCreation({ status: 'created', checkoutId: await source() })
        return true
      } catch {
        isCreating.current = false
        setCreation({ status: 'failed' })
        return false
      }
    },
  }
}
