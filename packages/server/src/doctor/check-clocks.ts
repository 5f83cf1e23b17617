import { clockSkewMs } from '../gateway/assumptions.ts'
import type { Diagnostic } from './diagnostic.ts'

/** Far longer than a round trip, and far shorter than any skew that does harm. */
const toleratedMs = 30_000

/** The three clocks at one moment, as far as they could be read. */
export interface Clocks {
  readonly app: Date
  readonly database: Date | undefined
  readonly gateway: Date | undefined
}

/** Compares the clocks. Cardfile decides by the database's clock, and looks for a lost order by the gateway's. */
export function checkClocks({ app, database, gateway }: Clocks): Diagnostic[] {
  return [
    ...compare('the database', database, 'the gateway', gateway),
    ...compare('this machine', app, 'the database', database),
    ...(database === undefined ? compare('this machine', app, 'the gateway', gateway) : []),
  ]
}

function compare(first: string, a: Date | undefined, second: string, b: Date | undefined): Diagnostic[] {
  if (a === undefined || b === undefined) return []
  const skewMs = Math.abs(a.getTime() - b.getTime())
  if (skewMs <= toleratedMs) return []
  const isHarmful = second === 'the gateway' && skewMs > clockSkewMs
  return [
    {
      code: 'clock-skew',
      level: isHarmful ? 'error' : 'warning',
      message: `The clocks of ${first} and ${second} differ by ${Math.round(skewMs / 1_000)} seconds${
        isHarmful ? ', so polling may look for a lost order at the wrong time' : ''
      }.`,
      remedy: 'Synchronise the clocks with NTP.',
    },
  ]
}
