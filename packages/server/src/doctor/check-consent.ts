import { payMethodSchema } from '@cardfile/contract'
import * as v from 'valibot'
import { toConsent } from '../consent/consent.ts'
import type { CardfileOptions } from '../options.ts'
import type { Diagnostic } from './diagnostic.ts'

/** Checks that a customer can agree to the shop's own consent text, by its version and locale. */
export function checkConsent(options: CardfileOptions): Diagnostic[] {
  if (isUsable(options)) return []
  return [
    {
      code: 'consent-invalid',
      level: 'error',
      message:
        '`consent` throws, or its result lacks a text, a version of 1 to 64 characters or a valid locale, so no card can be saved.',
      remedy:
        "Return `{ version, text }` for every locale, for example `{ version: '2026-11', text: 'Save this card …' }`.",
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
