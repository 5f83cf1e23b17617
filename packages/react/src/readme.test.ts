// @vitest-environment node
import { LANGUAGES } from '@cardfile/contract'
import { expect, it } from 'vitest'
import readme from '../README.md?raw'

const examples = import.meta.glob<string>('./examples/*.tsx', { query: '?raw', import: 'default', eager: true })

it.each(Object.entries(examples))('contains the example as it compiles, in fewer than 20 lines: %s', (_, source) => {
  expect(readme).toContain(`\`\`\`tsx\n${source}\`\`\``)
  expect(source.trim().split('\n').length).toBeLessThan(20)
})

it('lists every language', () => {
  const section = /^## Languages\n([\s\S]*?)^## /m.exec(readme)?.[1] ?? ''
  expect([...section.matchAll(/`([a-z]{2})`/g)].map(([, language]) => language)).toEqual([...LANGUAGES])
})
