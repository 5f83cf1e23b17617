import type { ReactElement } from 'react'
import type { tooLittleContrast } from './theme.ts'

interface ContrastReportProps {
  readonly complaints: ReturnType<typeof tooLittleContrast>
}

/** Says which colours are too close to each other for some people, and by how much. */
export function ContrastReport({ complaints }: ContrastReportProps): ReactElement {
  return (
    <section className="theme-contrast" data-tone={complaints.length === 0 ? 'good' : 'bad'} aria-live="polite">
      <h3>Contrast</h3>
      {complaints.length === 0 ? (
        <p>Every pair of colours has the contrast that WCAG 2.2 AA asks for.</p>
      ) : (
        <ul>
          {complaints.map(({ front, back, scheme, ratio, least, seenAs }) => (
            <li key={`${front} ${scheme}`}>
              <code>{front.replace('--cardfile-', '')}</code> on <code>{back.replace('--cardfile-', '')}</code>,{' '}
              {scheme}: {/* Rounded down: 4.49 is not enough. */}
              {(Math.floor(ratio * 100) / 100).toFixed(2)} of {least}, seen as {seenAs}.
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
