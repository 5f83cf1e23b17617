import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inDirection, languageName, LANGUAGES, loadMessages } from './languages.ts'

// Everything in the kit's folder of languages but what serves them all.
const files = readdirSync(new URL('../../packages/react/src/messages', import.meta.url))
  .filter((file) => !/^(?:fill|messages|en-\w+)\.ts$|\.test\./.test(file))
  .map((file) => file.replace(/\.ts$/, ''))

it('offers every language there is, by the name it has for itself', () => {
  expect([...LANGUAGES].toSorted()).toEqual(files.toSorted())
  expect(languageName('de')).toBe('Deutsch')
})

it.each(LANGUAGES)('speaks %s', async (tag) => {
  const { locale } = await loadMessages(tag)
  expect(new Intl.Locale(locale).language).toBe(new Intl.Locale(tag).language)
})

it('turns a language around when asked to', async () => {
  const english = await loadMessages('en')
  expect(inDirection(english, 'rtl').direction).toBe('rtl')
  expect(inDirection(english, 'as told')).toBe(english)
})
