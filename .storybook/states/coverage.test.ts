import { SCENARIOS } from '@cardfile/react/testing'
import { expect, it } from 'vitest'
import { allStories } from '../pages/all-stories.ts'
import { STATES } from './states.ts'

const sources = Object.values(
  import.meta.glob<string>('../../packages/react/src/**/*.stories.tsx', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
).join('\n')

it.each(STATES)('has a story that shows %s', (state) => {
  expect(allStories.filter(({ shows }) => shows.includes(state))).not.toEqual([])
})

it('knows every state that a story claims to show', () => {
  const unknown = allStories.flatMap(({ id, shows }) =>
    shows.filter((state) => !STATES.includes(state)).map((state) => `${id} shows ${state}`),
  )
  expect(unknown).toEqual([])
})

it.each(Object.keys(SCENARIOS).filter((scenario) => scenario !== 'approves'))(
  'has a story with the scenario %s',
  (scenario) => {
    const startsWithIt = allStories.some((story) => story.scenario === scenario)
    expect(startsWithIt || sources.includes(`play('${scenario}')`)).toBe(true)
  },
)

it('gives each story a unique name in sentence case', () => {
  const names = allStories.map(({ title, name }) => `${title}: ${name}`)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  expect(allStories.filter(({ name }) => /\b[a-z]+ [A-Z][a-z]/.test(name.replace(/American Express/, '')))).toEqual([])
})
