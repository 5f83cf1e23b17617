import type { Diagnosis } from './diagnose.ts'

/** A diagnosis for a terminal: one paragraph for each finding, and the questionnaire. */
export function toReport({ findings, questionnaire: { name, reason } }: Diagnosis): string {
  const paragraphs = findings.map(({ level, code, message, remedy }) => `${level} ${code}: ${message}\n  ${remedy}`)
  const count = (wanted: string) => findings.filter(({ level }) => level === wanted).length
  return [
    ...paragraphs,
    `PCI DSS: the wiring implies ${name}. ${reason}\n  Your acquirer has the last word.`,
    `${count('error')} errors, ${count('warning')} warnings.`,
  ].join('\n\n')
}
