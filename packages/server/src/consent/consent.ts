import type { Consent } from '@cardfile/contract'
import type { CardfileOptions } from '../options.ts'
import { ALIASES, TEXTS } from './texts.ts'

const defaultLocale = 'en'

/**
 * The words for the first of the wanted locales whose language there are words for, whatever its region; English
 * otherwise. The shop's own words are asked for in the locale that is wanted most.
 */
export function toConsent({ consent }: Pick<CardfileOptions, 'consent'>, wanted: readonly string[]): Consent {
  if (consent !== undefined) {
    const locale = wanted[0] ?? defaultLocale
    const given = consent({ locale })
    return { ...given, locale: given.locale ?? locale }
  }
  for (const locale of [...wanted, defaultLocale]) {
    const [named = defaultLocale] = locale.toLowerCase().split('-')
    const language = Object.hasOwn(ALIASES, named) ? (ALIASES[named] ?? named) : named
    const found = Object.hasOwn(TEXTS, language) ? TEXTS[language] : undefined
    if (found !== undefined) return { ...found, locale: language }
  }
  throw new Error(`There is no consent text for ${defaultLocale}.`)
}
