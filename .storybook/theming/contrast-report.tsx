import type { ReactElement } from 'react'
import type { lowContrastPairs } from './theme.ts'

interface ContrastReportProps {
  readonly pairs: ReturnType<typeof lowContrastPairs>
}

/** Lists the colour pairs with too little contrast. */
export function ContrastReport({ pairs }: ContrastReportProps): ReactElement {
  return (
    <section className="theme-contrast" data-tone={pairs.length === 0 ? 'good' : 'bad'} aria-live="polite">
      <h3>Contrast</h3>
      {pairs.length === 0 ? (
        <p>Every colour pair meets the contrast minimum of WCAG 2.2 AA.</p>
      ) : (
        <ul>
          {pairs.map(({ front, back, scheme, ratio, minimum, usedFor }) => (
            <li key={`${front} ${scheme}`}>
              <code>{front.replace('--cardfile-', '')}</code> on <code>{back.replace('--cardfile-', '')}</code>,{' '}
              {scheme}: {/* Rounded down: 4.499 must not read as 4.50. */}
              {(Math.floor(ratio * 100) / 100).toFixed(2)} of {minimum}, used for {usedFor}.
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
