import type { QueryClient } from '@tanstack/react-query'
import { cardfileKeys } from '../queries/query-keys.ts'

/*
 * A visible tab without focus gets no focus event when another tab pays. The message is only the checkout's id, which both
 * tabs have in their address; each reads the outcome from the shop itself.
 */
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('cardfile')
// Node has BroadcastChannel too, and an open one would keep its process alive.
if (channel !== null && 'unref' in channel && typeof channel.unref === 'function') channel.unref()

/** Tells the other tabs that a checkout has changed. */
export function notifyOtherTabs(checkoutId: string): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has a single origin
  channel?.postMessage(checkoutId)
}

/** Reads a checkout again when another tab reports a change. Returns the unsubscribe function. */
export function subscribeToOtherTabs(queryClient: QueryClient, checkoutId: string): () => void {
  const listen = ({ data }: MessageEvent) => {
    if (data !== checkoutId) return
    void queryClient.invalidateQueries({ queryKey: cardfileKeys.checkout(checkoutId) })
    void queryClient.invalidateQueries({ queryKey: cardfileKeys.savedCards })
  }
  channel?.addEventListener('message', listen)
  return () => channel?.removeEventListener('message', listen)
}
