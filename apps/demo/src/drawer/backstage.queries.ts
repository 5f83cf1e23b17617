import { queryOptions } from '@tanstack/react-query'
import { backstageSchema, type Backstage } from '../../api/backstage-api.ts'
import { askShop } from '../shop-client.ts'

/** What the sandbox has seen, and what it can be told to do. */
export const backstageQuery = queryOptions({
  queryKey: ['shop', 'backstage'],
  queryFn: ({ signal }) => askShop('/sandbox', backstageSchema, { signal }),
})

/** Makes the next payment go this way; null lets it go as it likes. */
export function playScenario(scenario: string | null): Promise<Backstage> {
  return askShop('/sandbox/scenario', backstageSchema, { method: 'PUT', body: { scenario } })
}
