// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { fill } from './fill.ts'
import type { Messages } from './messages.ts'

const groups = ['common', 'button', 'card', 'checkout', 'status', 'manager'] as const
const flatten = (messages: Messages) =>
  new Map(
    groups.flatMap((group) => Object.entries(messages[group]).map(([key, text]) => [`${group}.${key}`, String(text)])),
  )
const placesOf = (text: string | undefined) => [...(text ?? '').matchAll(/\{\w+\}/g)].map(([place]) => place).toSorted()

describe.each([de, ar])('$locale', (messages) => {
  it('has every message, with the places of the English one', () => {
    const english = flatten(en)
    const translated = flatten(messages)
    expect([...translated.keys()]).toEqual([...english.keys()])
    for (const [key, text] of translated) {
      expect([key, text.trim()]).not.toEqual([key, ''])
      expect([key, placesOf(text)]).toEqual([key, placesOf(english.get(key))])
    }
  })

  it('is a language that Intl knows', () => {
    expect(Intl.NumberFormat.supportedLocalesOf(messages.locale)).toHaveLength(1)
  })
})

it('isolates values in a right-to-left sentence and leaves unknown places alone', () => {
  expect(fill('{card} - {date}', { card: 'Visa', date: '08/29' }, 'rtl')).toBe('\u2068Visa\u2069 - \u206808/29\u2069')
  expect(fill('{card} {other}', { card: 'Visa' })).toBe('Visa {other}')
})
