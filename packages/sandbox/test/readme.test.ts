import { describe, expect, it } from 'vitest'
import { testCardList } from '../src/card/test-cards.ts'
import { DEFAULT_SETTINGS } from '../src/project/settings.ts'
import { SCENARIOS } from '../src/scenario/scenarios.ts'

const [text = ''] = Object.values(
  import.meta.glob<string>('/README.md', { query: '?raw', import: 'default', eager: true }),
)
// The formatter pads the cells of a table.
const lines = text.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' '))

describe('the README', () => {
  it.each(SCENARIOS)('says how to rehearse $id', ({ id, magic, sentence }) => {
    expect(lines).toContain(`| 6,660.${magic} | \`script('${id}')\` | ${sentence} |`)
  })

  it('lists every test card and every switch', () => {
    for (const { id, number } of testCardList) {
      expect(lines.filter((line) => line.includes(`\`${id}\``) && line.startsWith(`| ${number} |`))).toHaveLength(1)
    }
    for (const name of Object.keys(DEFAULT_SETTINGS)) expect(text).toContain(`| \`${name}\``)
  })
})

describe('the scenario table', () => {
  it('has a test for every row', () => {
    const tests = import.meta.glob<string>('../{src,test}/**/*.test.ts', {
      query: '?raw',
      import: 'default',
      eager: true,
    })
    const named = Object.values(tests).join('\n')
    expect(SCENARIOS.map(({ id }) => id).filter((id) => !named.includes(`'${id}'`))).toEqual([])
  })
})
