import { expect, it } from 'vitest'
import { OPEN_STATES, UNPAID_STATES } from '../../src/state-machine/payment-state.ts'
import { drawEdges, findEdges, GROUPS } from './state-diagram.ts'

const edges = findEdges()
const { single, grouped } = drawEdges(edges)

function toDiagram(lines: readonly string[]): string {
  return ['```mermaid', 'stateDiagram-v2', ...lines, '```'].join('\n')
}

const page = `# The states of a payment

Written by \`test/model/diagram.test.ts\` from \`src/state-machine/transition.ts\`, the one function that moves a payment.
After a change of that function, \`npx vitest run --config .ci/vitest.config.ts --project server test/model/diagram -u\`
rewrites this page; without \`-u\` the test fails where page and function differ.

An edge names the evidence that makes the move: an order fetched from the gateway by its status, or what was learned
in another way. What is not drawn changes nothing. A payment is **open** while it is
${OPEN_STATES.map((state) => `\`${state}\``).join(', ')}: no other payment of its checkout can start. It is **unpaid**, as far as anybody
knows, once it is ${UNPAID_STATES.map((state) => `\`${state}\``).join(', ')}. It stays where it is once it is \`succeeded\` or \`surplus\`, and waits for a
person in \`review\`.

## What every open payment does

${toDiagram(grouped.filter((line) => line.includes('any_open')))}

## What an unpaid payment does

Only a fetched order overrules it.

${toDiagram(grouped.filter((line) => line.includes('any_unpaid')))}

## What each state does besides

${toDiagram(['    [*] --> submitting', ...single])}
`

it('draws the page that is kept beside the code', async () => {
  await expect(page).toMatchFileSnapshot('../../docs/payment-states.md')
})

it('draws every move that the transition makes, and no other', () => {
  const drawn = page
    .split('\n')
    .map((line) => /^ +(\w+) --> (\w+): (.+)$/.exec(line))
    .filter((match) => match !== null)
    .flatMap(([, from = '', to, label]) => (GROUPS[from] ?? [from]).map((each) => `${each} → ${to}: ${label}`))
  const made = edges.map(({ from, to, because }) => `${from} → ${to}: ${because.join(' / ')}`)
  expect(drawn.toSorted()).toEqual(made.toSorted())
  expect(made.length).toBeGreaterThan(50)
})
