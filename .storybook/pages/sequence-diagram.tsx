import type { ReactElement } from 'react'
import { LANES, type Lane, type Step } from './payment-flows.ts'

interface SequenceDiagramProps {
  /** Its name, for assistive technology. */
  readonly label: string
  readonly steps: readonly Step[]
}

const lanes: readonly Lane[] = ['customer', 'kit', 'backend', 'gateway']

/**
 * A sequence diagram built from an ordered list, so that a screen reader reads it in order. A wide page draws arrows between
 * lanes; a narrow one shows "from → to" above each step.
 */
export function SequenceDiagram({ label, steps }: SequenceDiagramProps): ReactElement {
  return (
    <div className="sequence">
      <div className="sequence-lanes" aria-hidden="true">
        {lanes.map((lane) => (
          <span key={lane}>{LANES[lane]}</span>
        ))}
      </div>
      <ol aria-label={label}>
        {steps.map((step) => (
          <SequenceStep key={step.text} {...step} />
        ))}
      </ol>
    </div>
  )
}

function SequenceStep({ from, to, text, wire }: Step): ReactElement {
  const start = lanes.indexOf(from)
  const end = lanes.indexOf(to ?? from)
  const columns = `${Math.min(start, end) + 1} / ${Math.max(start, end) + 2}`
  const direction = end === start ? 'none' : end > start ? 'forward' : 'back'
  return (
    <li data-direction={direction} style={{ '--columns': columns, '--span': Math.abs(end - start) + 1 }}>
      <p>
        <span className="sequence-route">
          {LANES[from]}
          {to !== undefined && (
            <>
              <span aria-hidden="true"> → </span>
              <span className="visually-hidden"> to </span>
              {LANES[to]}
            </>
          )}
          <span className="visually-hidden">: </span>
        </span>
        {text} {wire !== undefined && <code>{wire}</code>}
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
