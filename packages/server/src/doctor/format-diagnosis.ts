import { toCount } from '../to-count.ts'
import type { Diagnosis } from './diagnose.ts'

/** Formats a diagnosis for a terminal: one paragraph for each diagnostic, then the questionnaire and the counts. */
export function formatDiagnosis({ diagnostics, questionnaire: { name, reason } }: Diagnosis): string {
  const paragraphs = diagnostics.map(({ level, code, message, remedy }) => `${level} ${code}: ${message}\n  ${remedy}`)
  const count = (wanted: string) => diagnostics.filter(({ level }) => level === wanted).length
  return [
    ...paragraphs,
    `PCI DSS: the wiring implies ${name}. ${reason}\n  Your acquirer decides.`,
    `${toCount(count('error'), 'error')}, ${toCount(count('warning'), 'warning')}.`,
  ].join('\n\n')
}
