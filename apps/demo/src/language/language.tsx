import { createContext, use, type ReactElement, type ReactNode } from 'react'
import { formatMoney, type Money } from '@cardfile/contract'
import type { Product } from '../../api/shop-api.ts'
import { english, type Messages, type Words } from './en.ts'

interface Language extends Words {
  /** BCP 47; what the page, the kit and `Intl` are told. */
  readonly locale: string
}

/** The first language of the browser that the shop speaks. Only its own words are loaded; English is built in. */
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

/** Name and description of a product as this reader is told them. */
export function useProductText({ sku, name }: Pick<Product, 'sku' | 'name'>): { name: string; blurb: string } {
  const text = use(LanguageContext).products[sku]
  return { name: text?.name ?? name, blurb: text?.blurb ?? '' }
}

export function Price({ amount }: { amount: Money }): ReactElement {
  return <span className="price">{formatMoney(amount, use(LanguageContext).locale)}</span>
}
