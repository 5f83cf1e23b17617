// @vitest-environment node
import { LANGUAGES } from '@cardfile/contract'
import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { fill } from './fill.ts'
import type { Messages } from './messages.ts'

const groups = ['common', 'button', 'card', 'checkout', 'status', 'manager'] as const
const flatten = (messages: Messages) =>
  new Map(
    groups.flatMap((group) => Object.entries(messages[group]).map(([key, text]) => [`${group}.${key}`, String(text)])),
  )
const placeholdersOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([placeholder]) => placeholder).toSorted()

const languages = Object.entries(import.meta.glob<Record<string, Messages>>('./??.ts', { eager: true })).map(
  ([file, module]) => [file.slice(2, 4), module] as const,
)
const english = flatten(en)

it('has a file for each language of the contract, and for no other', () => {
  expect(languages.map(([language]) => language)).toEqual([...LANGUAGES])
})

it.each(languages)('%s is translated: it shares few messages with any other language', (language, module) => {
  const own = flatten(module[language] ?? en)
  const shared = languages.map(([other, { [other]: messages = en }]) => {
    const theirs = flatten(messages)
    return other === language ? 0 : [...own].filter(([key, text]) => theirs.get(key) === text).length
  })
  expect(Math.max(...shared)).toBeLessThan(own.size / 3)
})

describe.each(languages)('%s', (language, module) => {
  const messages = module[language] ?? en

  it('is exported under its tag, and is a language that Intl supports', () => {
    expect(new Intl.Locale(messages.locale).language).toBe(language)
    expect(Intl.NumberFormat.supportedLocalesOf(language)).toEqual([language])
  })

  it('has the direction of its script', () => {
    expect(messages.direction).toBe(['ar', 'he'].includes(language) ? 'rtl' : 'ltr')
  })

  it('has every message, with the placeholders of the English one', () => {
    const translated = flatten(messages)
    expect([...translated.keys()]).toEqual([...english.keys()])
    for (const [key, text] of translated) {
      expect([key, placeholdersOf(text)]).toEqual([key, placeholdersOf(english.get(key) ?? '')])
      expect([key, text]).toEqual([key, text.trim()])
      expect([key, text]).not.toEqual([key, ''])
    }
  })

  it('ends a sentence with a full stop and a label without one, so that sentences can be joined', () => {
    for (const [key, text] of flatten(messages)) {
      expect([key, text.endsWith('.')]).toEqual([key, english.get(key)?.endsWith('.')])
    }
  })

  it('leaves no sentence in English', () => {
    // A one-word label can be the same in two languages; a sentence cannot.
    const same = [...flatten(messages)].filter(([key, text]) => text.endsWith('.') && text === english.get(key))
    expect(same).toHaveLength(language === 'en' ? [...english.values()].filter((text) => text.endsWith('.')).length : 0)
  })
})

it('isolates values in a right-to-left sentence and leaves unknown placeholders alone', () => {
  expect(fill('{card} - {date}', { card: 'Visa', date: '08/29' }, 'rtl')).toBe('\u2068Visa\u2069 - \u206808/29\u2069')
  expect(fill('{card} {other}', { card: 'Visa' })).toBe('Visa {other}')
})
