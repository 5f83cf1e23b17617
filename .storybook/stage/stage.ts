import type { Checkout, CvcRule } from '@cardfile/contract'
import { createFakeBackend, withCvc, type FakeBackend, type FakeBackendOptions } from '@cardfile/react/testing'

/** The shop behind a story that is open. */
export interface Stage {
  /** Another one for each stage, so that parts which knew the last backend go with it. */
  readonly name: string
  readonly backend: FakeBackend
  /** What the kit is given to send its requests with. */
  readonly fetch: FakeBackend['fetch']
  /** The codes of the refusals so far. */
  readonly refusals: ReadonlySet<string>
  /** Whether the story was played to its end here, and what it says of itself was compared with what is seen. */
  isTold: boolean
}

const stages = new Map<string, { readonly key: string; readonly stage: Stage }>()
let made = 0

/**
 * The stage of a story: the same one while only looks change, so that a payment survives a switch to dark. `cvcAtFirst` is
 * the rule for security codes when the page was loaded, where the shop has changed it since.
 */
export function stageOf(storyId: string, shop: FakeBackendOptions, cvcAtFirst?: CvcRule): Stage {
  const key = JSON.stringify(shop)
  const known = stages.get(storyId)
  if (known?.key === key) return known.stage
  const stage = createStage(shop, cvcAtFirst)
  stages.set(storyId, { key, stage })
  return stage
}

/** Forgets a story's stage: it was left, or begins again. */
export function clearStage(storyId: string): void {
  stages.delete(storyId)
}

function createStage(shop: FakeBackendOptions, cvcAtFirst: CvcRule | undefined): Stage {
  const backend = createFakeBackend(shop)
  const refusals = new Set<string>()
  let isFirst = true
  made += 1
  return {
    name: `stage-${made}`,
    backend,
    refusals,
    isTold: false,
    async fetch(url, init) {
      const response = await backend.fetch(url, init)
      if (!response.ok) {
        const problem: { code?: string } = await response.clone().json()
        refusals.add(problem.code ?? '')
      }
      if (cvcAtFirst === undefined || !isFirst || !url.includes('/checkouts/')) return response
      isFirst = false
      const checkout: Checkout = await response.json()
      return Response.json({ ...checkout, cards: checkout.cards.map((card) => withCvc(card, cvcAtFirst)) })
    },
  }
}
