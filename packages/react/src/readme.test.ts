// @vitest-environment node
import { expect, it } from 'vitest'
import readme from '../README.md?raw'

const examples = import.meta.glob<string>('./examples/*.tsx', { query: '?raw', import: 'default', eager: true })

it.each(Object.entries(examples))('is shown in the README as it compiles, in under 20 lines: %s', (_, source) => {
  expect(readme).toContain(`\`\`\`tsx\n${source}\`\`\``)
  expect(source.trim().split('\n').length).toBeLessThan(20)
})
