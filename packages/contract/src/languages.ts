/**
 * Every language of Cardfile, ISO 639-1: the official ones of the European Union and some of its neighbours'. The kit has
 * messages in each, and the backend a consent text; a missing one fails a type or a test.
 */
// oxfmt-ignore
export const LANGUAGES = [
  'ar', 'bg', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fi', 'fr', 'ga', 'he', 'hr', 'hu', 'is', 'it', 'lt', 'lv', 'mt', 'nb',
  'nl', 'pl', 'pt', 'ro', 'sk', 'sl', 'sv', 'tr', 'uk',
] as const
export type Language = (typeof LANGUAGES)[number]
