import { describe, expect, it } from 'vitest'
import { testCardList } from '../src/card/test-cards.ts'
import { DEFAULT_SETTINGS } from '../src/project/settings.ts'
import { createSandbox } from '../src/sandbox/create-sandbox.ts'
import { SCENARIO_GROUPS } from '../src/scenario/scenario.ts'
import { SCENARIOS } from '../src/scenario/scenarios.ts'
import { readme } from './support/readme.ts'

const lines = readme.split('\n')
const [cli = ''] = Object.values(
  import.meta.glob<string>('/src/cli.ts', { query: '?raw', import: 'default', eager: true }),
)

describe('the README', () => {
  it.each(SCENARIOS)('documents how to play $id, under its group', ({ id, group, amountSuffix, sentence }) => {
    const text = `| 6,660.${amountSuffix} | \`script('${id}')\` | ${sentence} |`
    const row = lines.indexOf(text)
    expect(row, `The README has no row ${text}`).toBeGreaterThan(-1)
    expect(lines.slice(0, row).findLast((line) => line.startsWith('### '))).toBe(`### ${SCENARIO_GROUPS[group]}`)
  })

  it('lists every test card and every setting', () => {
    for (const { id, number } of testCardList) {
      expect(lines.filter((line) => line.includes(`\`${id}\``) && line.startsWith(`| ${number} |`))).toHaveLength(1)
    }
    for (const name of Object.keys(DEFAULT_SETTINGS)) expect(readme).toContain(`| \`${name}\``)
  })

  it('lists every option of the command and every member of a sandbox', () => {
    const flags = [...cli.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag]) => flag).filter((flag) => flag !== '--help')
    expect(flags.length).toBeGreaterThan(5)
    for (const flag of flags) expect(readme).toContain(`\n| \`${flag}\` |`)
    const members = lines.filter((line) => /^\| `\w+/.test(line)).map((line) => line.split(' | ')[0])
    for (const name of Object.keys(createSandbox())) {
      expect(members, name).toContainEqual(expect.stringMatching(new RegExp(`\`${name}[\`(.]`)))
    }
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
