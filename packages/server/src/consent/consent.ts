import { LANGUAGES, type Consent, type Language } from '@cardfile/contract'
import type { CardfileOptions } from '../options.ts'
import { ALIASES, TEXTS } from './texts.ts'

const defaultLanguage = 'en'

/**
 * The consent text to show. A shop's own is requested in the first of the wanted locales. The default one is in the first
 * wanted language that has a text, whatever the region, or else in English.
 */
export function toConsent({ consent }: Pick<CardfileOptions, 'consent'>, wanted: readonly string[]): Consent {
  if (consent !== undefined) {
    const locale = wanted[0] ?? defaultLanguage
    const given = consent({ locale })
    return { ...given, locale: given.locale ?? locale }
  }
  const locale = wanted.map(languageOf).find((language) => language !== undefined) ?? defaultLanguage
  return { ...TEXTS[locale], locale }
}

function languageOf(locale: string): Language | undefined {
  const [tag = ''] = locale.toLowerCase().split('-')
  return ALIASES.get(tag) ?? LANGUAGES.find((language) => language === tag)
}
