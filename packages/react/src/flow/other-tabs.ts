import type { QueryClient } from '@tanstack/react-query'
import { cardfileKeys } from '../queries/query-keys.ts'

/*
 * A tab that is in sight but has no focus is told by nobody that another one has paid. What is said between tabs is the id
 * of a checkout, which is in both their addresses; what became of it each asks the shop itself.
 */
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('cardfile')
// Node has them too, and would wait for one before it ends.
if (channel !== null && 'unref' in channel && typeof channel.unref === 'function') channel.unref()

/** Tells the other tabs that there is news of a checkout. */
export function tellOtherTabs(checkoutId: string): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is its own origin's
  channel?.postMessage(checkoutId)
}

/** Reads a checkout again when another tab has news of it. Answers how to stop. */
export function listenToOtherTabs(queryClient: QueryClient, checkoutId: string): () => void {
  const listen = ({ data }: MessageEvent) => {
    if (data !== checkoutId) return
    void queryClient.invalidateQueries({ queryKey: cardfileKeys.checkout(checkoutId) })
    void queryClient.invalidateQueries({ queryKey: cardfileKeys.savedCards })
  }
  channel?.addEventListener('message', listen)
  return () => channel?.removeEventListener('message', listen)
}
