import type { ReactElement } from 'react'
import { LANES, type Lane, type Step } from './phases.ts'

interface SequenceProps {
  /** What is drawn, for those who do not see it. */
  readonly label: string
  readonly steps: readonly Step[]
}

const lanes: readonly Lane[] = ['customer', 'kit', 'backend', 'gateway']

/**
 * A sequence diagram that is a numbered list: read aloud in order, an arrow between lanes where there is room for lanes,
 * and "from → to" above each step on a phone.
 */
export function Sequence({ label, steps }: SequenceProps): ReactElement {
  return (
    <div className="sequence">
      <div className="sequence-lanes" aria-hidden="true">
        {lanes.map((lane) => (
          <span key={lane}>{LANES[lane]}</span>
        ))}
      </div>
      <ol aria-label={label}>
        {steps.map((step) => (
          <SequenceStep key={step.says} {...step} />
        ))}
      </ol>
    </div>
  )
}

function SequenceStep({ from, to, says, wire }: Step): ReactElement {
  const start = lanes.indexOf(from)
  const end = lanes.indexOf(to ?? from)
  const columns = `${Math.min(start, end) + 1} / ${Math.max(start, end) + 2}`
  const direction = end === start ? 'alone' : end > start ? 'forth' : 'back'
  return (
    <li data-direction={direction} style={{ '--columns': columns, '--span': Math.abs(end - start) + 1 }}>
      <p>
        <span className="sequence-who">
          {LANES[from]}
          {to !== undefined && (
            <>
              <span aria-hidden="true"> → </span>
              <span className="heard-only"> to </span>
              {LANES[to]}
            </>
          )}
          <span className="heard-only">: </span>
        </span>
        {says} {wire !== undefined && <code>{wire}</code>}
      </p>
    </li>
  )
}

declare module 'react' {
  interface CSSProperties {
    '--columns'?: string
    '--span'?: number
  }
}
