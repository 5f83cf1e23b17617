// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { fill } from './fill.ts'
import type { Messages } from './messages.ts'

const groups = ['common', 'button', 'card', 'checkout', 'status', 'manager'] as const
const flatten = (messages: Messages) =>
  new Map(
    groups.flatMap((group) => Object.entries(messages[group]).map(([key, text]) => [`${group}.${key}`, String(text)])),
  )
const placesOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).toSorted()

const languages = Object.entries(import.meta.glob<Record<string, Messages>>('./??.ts', { eager: true })).map(
  ([file, module]) => [file.slice(2, 4), module] as const,
)
const english = flatten(en)

// The 24 official languages of the European Union, and the neighbours the kit speaks to.
const promised = 'bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv nb is uk tr ar he'.split(' ')

it('speaks the languages it promises', () => {
  expect(languages.map(([language]) => language)).toEqual(promised.toSorted())
})

describe.each(languages)('%s', (language, module) => {
  const messages = module[language] ?? en

  it('is exported by its own name, and is a language that Intl knows', () => {
    expect(new Intl.Locale(messages.locale).language).toBe(language)
    expect(Intl.NumberFormat.supportedLocalesOf(language)).toEqual([language])
  })

  it('is written the way its script is', () => {
    expect(messages.direction).toBe(['ar', 'he'].includes(language) ? 'rtl' : 'ltr')
  })

  it('has every message, with the places of the English one', () => {
    const translated = flatten(messages)
    expect([...translated.keys()]).toEqual([...english.keys()])
    for (const [key, text] of translated) {
      expect([key, placesOf(text)]).toEqual([key, placesOf(english.get(key) ?? '')])
      expect([key, text]).toEqual([key, text.trim()])
      expect([key, text]).not.toEqual([key, ''])
    }
  })

  it('ends a sentence with its stop and a label without, so that one can follow the other', () => {
    for (const [key, text] of flatten(messages)) {
      expect([key, text.endsWith('.')]).toEqual([key, english.get(key)?.endsWith('.')])
    }
  })

  it('has no sentence left in English', () => {
    // A label of one word may well be the same in two languages; a sentence is not.
    const same = [...flatten(messages)].filter(([key, text]) => text.endsWith('.') && text === english.get(key))
    expect(same).toHaveLength(language === 'en' ? [...english.values()].filter((text) => text.endsWith('.')).length : 0)
  })
})

it('isolates values in a right-to-left sentence and leaves unknown places alone', () => {
  expect(fill('{card} - {date}', { card: 'Visa', date: '08/29' }, 'rtl')).toBe('\u2068Visa\u2069 - \u206808/29\u2069')
  expect(fill('{card} {other}', { card: 'Visa' })).toBe('Visa {other}')
})
