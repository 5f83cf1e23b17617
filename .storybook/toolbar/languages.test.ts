import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inDirection, languageName, LANGUAGES, loadMessages } from './languages.ts'

// Every module of the kit's messages, except those that all languages share and the parts of English.
const files = readdirSync(new URL('../../packages/react/src/messages', import.meta.url))
  .filter((file) => !/^(?:fill|messages|en-\w+)\.ts$|\.test\./.test(file))
  .map((file) => file.replace(/\.ts$/, ''))

it('offers every language of the kit, under its own name', () => {
  expect([...LANGUAGES].toSorted()).toEqual(files.toSorted())
  expect(languageName('de')).toBe('Deutsch')
})

it.each(LANGUAGES)('loads the messages of %s', async (tag) => {
  const { locale } = await loadMessages(tag)
  expect(new Intl.Locale(locale).language).toBe(new Intl.Locale(tag).language)
})

it('mirrors a language on request', async () => {
  const english = await loadMessages('en')
  expect(inDirection(english, 'rtl').direction).toBe('rtl')
  expect(inDirection(english, 'default')).toBe(english)
})
