import type { Checkout, CvcRule } from '@cardfile/contract'
import { createFakeBackend, withCvc, type FakeBackend, type FakeBackendOptions } from '@cardfile/react/testing'

/** The shop of an open story: a fake backend, and its answers. */
export interface StoryShop {
  /** Unique. As a React key it remounts the story when its backend is replaced. */
  readonly id: string
  readonly backend: FakeBackend
  /** The kit's `fetch`: the backend's, which also records problems. */
  readonly fetch: FakeBackend['fetch']
  /** The codes of the problems that the backend answered so far. */
  readonly problems: ReadonlySet<string>
  /** Whether the story has been played to its end, and the states it shows have been checked. */
  isChecked: boolean
}

const shops = new Map<string, { readonly key: string; readonly shop: StoryShop }>()
let created = 0

/**
 * The shop of a story. It stays the same while its options do, so that a payment survives a switch to dark. `cvcAtFirst` is
 * the security code rule of the first checkout answer, for a shop that has changed it since.
 */
export function openStoryShop(storyId: string, options: FakeBackendOptions, cvcAtFirst?: CvcRule): StoryShop {
  const key = JSON.stringify(options)
  const known = shops.get(storyId)
  if (known?.key === key) return known.shop
  const shop = createStoryShop(options, cvcAtFirst)
  shops.set(storyId, { key, shop })
  return shop
}

/** Discards the shop of a story that was left or restarted. */
export function closeStoryShop(storyId: string): void {
  shops.delete(storyId)
}

function createStoryShop(options: FakeBackendOptions, cvcAtFirst: CvcRule | undefined): StoryShop {
  const backend = createFakeBackend(options)
  const problems = new Set<string>()
  let isFirst = true
  created += 1
  return {
    id: `shop-${created}`,
    backend,
    problems,
    isChecked: false,
    async fetch(url, init) {
      const response = await backend.fetch(url, init)
      if (!response.ok) {
        const problem: { code?: string } = await response.clone().json()
        problems.add(problem.code ?? '')
      }
      if (cvcAtFirst === undefined || !isFirst || !url.includes('/checkouts/')) return response
      isFirst = false
      const checkout: Checkout = await response.json()
      return Response.json({ ...checkout, cards: checkout.cards.map((card) => withCvc(card, cvcAtFirst)) })
    },
  }
}
