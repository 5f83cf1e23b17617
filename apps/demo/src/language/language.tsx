import { createContext, use, type ReactElement, type ReactNode } from 'react'
import { formatMoney, type Money } from '@cardfile/contract'
import type { Product } from '../../api/shop-api.ts'
import { english, type Messages, type Texts } from './en.ts'

interface Language extends Texts {
  /** BCP 47, for the page, the kit and `Intl`. */
  readonly locale: string
}

/** The browser's first language that the shop supports. English is built in; another language is loaded. */
export async function loadLanguage(wanted: readonly string[]): Promise<Language> {
  const locale = wanted.find((tag) => /^(de|en)\b/i.test(tag)) ?? 'en'
  const words = /^de\b/i.test(locale) ? (await import('./de.ts')).german : english
  return { locale, ...words }
}

const LanguageContext = createContext<Language>({ locale: 'en', ...english })

export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }): ReactElement {
  return <LanguageContext value={language}>{children}</LanguageContext>
}

export function useLanguage(): Language {
  return use(LanguageContext)
}

export function useMessages(): Messages {
  return use(LanguageContext).messages
}

/** Name and description of a product in the page's language. */
export function useProductText({ sku, name }: Pick<Product, 'sku' | 'name'>): { name: string; blurb: string } {
  const text = use(LanguageContext).products[sku]
  return { name: text?.name ?? name, blurb: text?.blurb ?? '' }
}

export function Price({ amount }: { amount: Money }): ReactElement {
  return <span className="price">{formatMoney(amount, use(LanguageContext).locale)}</span>
}
