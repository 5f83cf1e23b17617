import { queryOptions } from '@tanstack/react-query'
import { sandboxViewSchema, type SandboxView } from '../../api/sandbox-api.ts'
import { fetchFromShop } from '../shop-client.ts'

/** The sandbox's orders and scenarios. */
export const sandboxQuery = queryOptions({
  queryKey: ['shop', 'sandbox'],
  queryFn: ({ signal }) => fetchFromShop('/sandbox', sandboxViewSchema, { signal }),
})

/** Plays a scenario on the next payment; null plays none. */
export function playScenario(scenario: string | null): Promise<SandboxView> {
  return fetchFromShop('/sandbox/scenario', sandboxViewSchema, { method: 'PUT', body: { scenario } })
}
