import { readFileSync } from 'node:fs'
import { consentSchema, type Language, LANGUAGES, payMethodSchema } from '@cardfile/contract'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CardfileOptions } from '../options.ts'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'
import { toConsent } from './consent.ts'
import { TEXTS } from './texts.ts'

it('has a text in every language of the kit, and in no other', () => {
  expect(Object.keys(TEXTS)).toEqual([...LANGUAGES])
})

it('has every language in the README', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const [, list = ''] = /includes the text in ([^.]*)\./.exec(readme) ?? []
  const names = new Intl.DisplayNames('en', { type: 'language' })
  const listed = list.split(/,\s+|\s+and\s+/).map((name) => name.trim())
  expect(listed).toEqual(LANGUAGES.map((language) => names.of(language)?.replace(' Bokmål', '') ?? language).toSorted())
})

/** The word for a card in each language: consent has to name what is stored. A new language does not compile without. */
const CARD: Readonly<Record<Language, string>> = {
  ar: 'بطاقة',
  bg: 'карт',
  cs: 'kart',
  da: 'kort',
  de: 'Kart',
  el: 'κάρτα',
  en: 'card',
  es: 'tarjeta',
  et: 'kaart',
  fi: 'kort',
  fr: 'carte',
  ga: 'cárta',
  he: 'כרטיס',
  hr: 'kart',
  hu: 'kártya',
  is: 'kort',
  it: 'carta',
  lt: 'kort',
  lv: 'kart',
  mt: 'kart',
  nb: 'kort',
  nl: 'kaart',
  pl: 'kart',
  pt: 'cartão',
  ro: 'card',
  sk: 'kart',
  sl: 'kart',
  sv: 'kort',
  tr: 'kart',
  uk: 'карт',
}

describe.each(LANGUAGES)('the consent text in %s', (language) => {
  const { version, text } = toConsent({}, [language])

  it('names the card, has three sentences, and differs from every other language', () => {
    expect(text).toContain(CARD[language])
    expect(text.match(/\.(?=\s|$)/g)).toHaveLength(3)
    expect(text.length).toBeGreaterThan(120)
    expect(text.length).toBeLessThan(330)
    expect(text).toBe(text.normalize('NFC'))
    expect(LANGUAGES.filter((other) => toConsent({}, [other]).text === text)).toEqual([language])
  })

  it('can be agreed to in the version and locale shown', () => {
    const shown = v.parse(consentSchema, toConsent({}, [`${language}-XX`]))
    const save = { consentVersion: version, locale: shown.locale }
    expect(v.is(payMethodSchema, { type: 'new-card', save })).toBe(true)
    expect(toConsent({}, [save.locale])).toEqual(shown)
  })
})

it.each([
  [['de-AT', 'en'], 'de'],
  [['DE'], 'de'],
  [['zh-Hant-TW', 'pt-BR', 'en'], 'pt'],
  [['no'], 'nb'],
  [['nn-NO', 'en'], 'nb'],
  [['iw'], 'he'],
  [['zh', 'ja'], 'en'],
  [['constructor', 'toString'], 'en'],
  [[], 'en'],
])('for the wanted locales %j is in %s', (wanted, language) => {
  expect(toConsent({}, wanted).locale).toBe(language)
})

describe('a shop’s own consent text', () => {
  const words: Readonly<Record<string, string>> = { en: 'Keep my card.', de: 'Karte behalten.' }
  let version = 'v1'
  const consent: CardfileOptions['consent'] = ({ locale }) => {
    const [language = 'en'] = locale.split('-')
    const text = words[language]
    return text === undefined ? { version, text: 'Keep my card.', locale: 'en' } : { version, text }
  }
  let shop: TestShop
  beforeAll(async () => {
    shop = await openTestShop('embedded', { consent })
  })
  afterAll(() => shop.close())

  const ask = async (locale: string) => {
    const ada = shop.customer('ada')
    const id = ada.newCheckout(1295)
    const answer = await ada.send('GET', `/checkouts/${id}`, undefined, { 'accept-language': locale })
    const { quote, consent: shown } = v.parse(
      v.object({ quote: v.string(), consent: consentSchema }),
      await answer.json(),
    )
    const save = { consentVersion: shown.version, locale: shown.locale }
    const body = { checkoutId: id, quote, method: { type: 'new-card', save } }
    const press = () => ada.send('POST', '/payments', body, { 'idempotency-key': crypto.randomUUID() })
    return { shown, press }
  }

  it('is shown with the requested locale, or with the locale that the shop returns', async () => {
    expect((await ask('de-CH, en;q=0.5')).shown).toEqual({ version: 'v1', locale: 'de-CH', text: 'Karte behalten.' })
    expect((await ask('fi')).shown).toEqual({ version: 'v1', locale: 'en', text: 'Keep my card.' })
  })

  it.each(['de-CH', 'fi'])(
    'is recorded by version and locale (%s), and has to be agreed to again after a change',
    async (locale) => {
      const { shown, press } = await ask(locale)
      const outdated = await ask(locale)
      const payment = v.parse(v.object({ id: v.string() }), await (await press()).json())
      expect(
        await shop.query(`select consent_version, consent_locale from cardfile_payment where id = '${payment.id}'`),
      ).toEqual([{ consent_version: 'v1', consent_locale: shown.locale }])
      version = 'v2'
      const refused = await outdated.press()
      expect([refused.status, await refused.json()]).toMatchObject([
        409,
        { code: 'consent_changed', consent: { version: 'v2', locale: shown.locale } },
      ])
      version = 'v1'
    },
  )
})
