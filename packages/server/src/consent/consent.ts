import type { Consent } from '@cardfile/contract'
import type { CardfileOptions } from '../options.ts'

/** Changes with any change of the words below: what a customer agreed to is recorded by this name. */
const version = '2026-11'

/**
 * What the card networks ask to be told before a card is kept: what it is used for, how changes are announced, how to
 * withdraw. The box it stands beside is never ticked for the customer.
 */
const TEXTS: Readonly<Record<string, string>> = {
  en: 'Save this card so that I can pay faster next time. It is only used when I choose to pay with it. I am told before these terms change, and I can remove the card in my account at any time.',
  de: 'Diese Karte speichern, damit ich das nächste Mal schneller bezahlen kann. Sie wird nur verwendet, wenn ich damit bezahlen möchte. Änderungen dieser Bedingungen werden mir vorher mitgeteilt, und ich kann die Karte jederzeit in meinem Konto entfernen.',
  fr: 'Enregistrer cette carte pour payer plus vite la prochaine fois. Elle n’est utilisée que lorsque je choisis de payer avec elle. Je suis informé avant tout changement de ces conditions et je peux supprimer la carte à tout moment dans mon compte.',
  nl: 'Deze kaart bewaren zodat ik de volgende keer sneller kan betalen. De kaart wordt alleen gebruikt als ik ervoor kies ermee te betalen. Ik word vooraf geïnformeerd als deze voorwaarden veranderen en ik kan de kaart op elk moment in mijn account verwijderen.',
}

const defaultLocale = 'en'

/** The words for the first of the wanted locales that there are words for; English otherwise. */
export function toConsent({ consent }: CardfileOptions, wanted: readonly string[]): Consent {
  if (consent !== undefined) {
    const locale = wanted[0] ?? defaultLocale
    return { locale, ...consent({ locale }) }
  }
  for (const locale of [...wanted, defaultLocale]) {
    const [language = defaultLocale] = locale.toLowerCase().split('-')
    const text = TEXTS[language]
    if (text !== undefined) return { version, locale: language, text }
  }
  throw new Error(`There is no consent text for ${defaultLocale}.`)
}
