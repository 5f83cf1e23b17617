import type { SavedCard } from '@cardfile/contract'
import * as fixtures from '@cardfile/react/testing'
import type { FakeBackendOptions } from '@cardfile/react/testing'

/** The code that creates a story's fake backend, with cards referenced by their fixture names. */
export function toTestCode({ cards, ...shop }: FakeBackendOptions): string {
  const options = [
    ...(cards === undefined || cards.length === 0 ? [] : [`cards: [${cards.map(cardCode).join(', ')}]`]),
    ...Object.entries(shop).map(([name, value]) => `${name}: ${valueCode(value)}`),
  ]
  const used = [
    'createFakeBackend',
    ...new Set(options.join(' ').match(/\b(?:withCvc|visa|mastercard|amex|\w+Card)\b/g)),
  ]
  return [
    `import { ${used.join(', ')} } from '@cardfile/react/testing'`,
    '',
    `const backend = createFakeBackend(${options.length === 0 ? '' : `{ ${options.join(', ')} }`})`,
  ].join('\n')
}

function cardCode(card: SavedCard): string {
  const name = Object.entries(fixtures).find(([, value]) => isCard(value) && value.id === card.id)?.[0] ?? 'visa'
  const original = Object.values(fixtures).find((value): value is SavedCard => isCard(value) && value.id === card.id)
  const isMadeDefault = card.isDefault && original?.isDefault === false
  const own = isMadeDefault ? `{ ...${name}, isDefault: true }` : name
  return card.cvc === original?.cvc ? own : `withCvc(${own}, '${card.cvc}')`
}

function isCard(value: unknown): value is SavedCard {
  return typeof value === 'object' && value !== null && 'id' in value && 'cvc' in value
}

function valueCode(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (typeof value !== 'object' || value === null) return String(value)
  return `{ ${Object.entries(value)
    .map(([name, inner]) => `${name}: ${valueCode(inner)}`)
    .join(', ')} }`
}
