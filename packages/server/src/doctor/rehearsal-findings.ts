import type { CardfileOptions } from '../options.ts'
import type { Finding } from './finding.ts'

/** What is for rehearsals only. In live mode `createCardfile` refuses both. */
export function findRehearsals({ rateLimits, timeScale = 1 }: CardfileOptions): Finding[] {
  return [
    ...(rateLimits === 'off'
      ? [
          {
            code: 'rate-limits-off',
            level: 'warning',
            message: '`rateLimits` are off: card numbers and codes can be guessed without end.',
            remedy: 'Leave `rateLimits` out; live mode refuses to start without them.',
          } as const,
        ]
      : []),
    ...(timeScale === 1
      ? []
      : [
          {
            code: 'time-scaled',
            level: 'warning',
            message: `\`timeScale\` is ${timeScale}: lost orders are given up after ${Math.round(timeScale * 600)} seconds instead of ten minutes.`,
            remedy: 'Leave `timeScale` out; live mode refuses to start with it.',
          } as const,
        ]),
  ]
}
