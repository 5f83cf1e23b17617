import type { CardfileOptions } from '../options.ts'
import type { Diagnostic } from './diagnostic.ts'

/** Reports the options that are for rehearsals only. In live mode `createCardfile` refuses both. */
export function checkRehearsalOptions({ rateLimits, timeScale = 1 }: CardfileOptions): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  if (rateLimits === 'off') {
    diagnostics.push({
      code: 'rate-limits-off',
      level: 'warning',
      message: '`rateLimits` are off: card numbers and security codes can be guessed without limit.',
      remedy: 'Leave `rateLimits` out; live mode does not start with them off.',
    })
  }
  if (timeScale !== 1) {
    diagnostics.push({
      code: 'time-scaled',
      level: 'warning',
      message: `\`timeScale\` is ${timeScale}: a lost order is given up after ${Math.round(timeScale * 600)} seconds instead of ten minutes.`,
      remedy: 'Leave `timeScale` out; live mode does not start with it.',
    })
  }
  return diagnostics
}
