import { clockSkewMs } from '../gateway/assumptions.ts'
import type { Finding } from './finding.ts'

/** Far more than a round trip, far less than anything is harmed by. */
const noticedMs = 30_000

/** The three clocks at one moment, as far as they could be read. */
export interface Clocks {
  readonly app: Date
  readonly database: Date | undefined
  readonly gateway: Date | undefined
}

/** Whether the clocks agree. Decisions are made by the database's; orders are looked for by the gateway's. */
export function findClockFaults({ app, database, gateway }: Clocks): Finding[] {
  return [
    ...compare('the database', database, 'the gateway', gateway),
    ...compare('this machine', app, 'the database', database),
    ...(database === undefined ? compare('this machine', app, 'the gateway', gateway) : []),
  ]
}

function compare(first: string, a: Date | undefined, second: string, b: Date | undefined): Finding[] {
  if (a === undefined || b === undefined) return []
  const skewMs = Math.abs(a.getTime() - b.getTime())
  if (skewMs <= noticedMs) return []
  const isHarmful = second === 'the gateway' && skewMs > clockSkewMs
  return [
    {
      code: 'clock-skew',
      level: isHarmful ? 'error' : 'warning',
      message: `The clocks of ${first} and ${second} differ by ${Math.round(skewMs / 1_000)} seconds${
        isHarmful ? ', so an order whose answer was lost may be looked for at the wrong time' : ''
      }.`,
      remedy: 'Have the clocks set by NTP.',
    },
  ]
}
