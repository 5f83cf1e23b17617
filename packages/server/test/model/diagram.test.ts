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

An edge names the evidence that makes the move: the status of an order fetched from the gateway, or other evidence.
Evidence that is not drawn changes nothing. A payment is **open** while it is
${OPEN_STATES.map((state) => `\`${state}\``).join(', ')}: no other payment of its checkout can start. It is **unpaid** once it is
${UNPAID_STATES.map((state) => `\`${state}\``).join(', ')}, unless later evidence overrules that. \`succeeded\` and \`surplus\` are final, and
\`review\` waits for a person.

## Moves of every open payment

${toDiagram(grouped.filter((line) => line.includes('any_open')))}

## Moves of an unpaid payment

Only a fetched order moves it.

${toDiagram(grouped.filter((line) => line.includes('any_unpaid')))}

## Other moves of each state

${toDiagram(['    [*] --> submitting', ...single])}
`

it('matches the committed page', async () => {
  await expect(page).toMatchFileSnapshot('../../docs/payment-states.md')
})

it('draws exactly the moves that the transition makes', () => {
  const drawn = page
    .split('\n')
    .map((line) => /^ +(\w+) --> (\w+): (.+)$/.exec(line))
    .filter((match) => match !== null)
    .flatMap(([, from = '', to, label]) => (GROUPS[from] ?? [from]).map((each) => `${each} → ${to}: ${label}`))
  const made = edges.map(({ from, to, because }) => `${from} → ${to}: ${because.join(' / ')}`)
  expect(drawn.toSorted()).toEqual(made.toSorted())
  expect(made.length).toBeGreaterThan(50)
})
