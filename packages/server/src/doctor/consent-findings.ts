import { payMethodSchema } from '@cardfile/contract'
import * as v from 'valibot'
import { toConsent } from '../consent/consent.ts'
import type { CardfileOptions } from '../options.ts'
import type { Finding } from './finding.ts'

/** Whether a customer could agree to the shop's own words, by their version and locale. */
export function findConsentFaults(options: CardfileOptions): Finding[] {
  if (isUsable(options)) return []
  return [
    {
      code: 'consent-unusable',
      level: 'error',
      message:
        '`consent` throws, or answers no text, no version of 1 to 64 characters or no locale, so no card can be saved.',
      remedy:
        "Answer `{ version, text }` for every locale, for example `{ version: '2026-11', text: 'Save this card …' }`.",
    },
  ]
}

function isUsable(options: CardfileOptions): boolean {
  try {
    const { version, locale, text } = toConsent(options, ['en'])
    const save = { consentVersion: version, locale }
    return typeof text === 'string' && text !== '' && v.is(payMethodSchema, { type: 'new-card', save })
  } catch {
    return false
  }
}
