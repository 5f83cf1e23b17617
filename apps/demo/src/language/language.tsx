import { createContext, use, type ReactElement, type ReactNode } from 'react'
import { formatMoney, type Money } from '@cardfile/contract'
import { en as kitEn, type Messages as KitMessages } from '@cardfile/react'
import type { Product } from '../../api/shop-api.ts'
import { de, PRODUCTS_DE } from './de.ts'
import { kitDe } from './kit-de.ts'
import { en, PRODUCTS_EN, type Messages, type ProductTexts } from './en.ts'

interface Language {
  /** BCP 47; what the page, the kit and `Intl` are told. */
  readonly locale: string
  readonly messages: Messages
  readonly products: ProductTexts
  readonly kit: KitMessages
}

/** The first language of the browser that the shop speaks. */
export function preferredLanguage(wanted: readonly string[]): Language {
  const locale = wanted.find((tag) => /^(de|en)\b/i.test(tag)) ?? 'en'
  return /^de\b/i.test(locale)
    ? { locale, messages: de, products: PRODUCTS_DE, kit: kitDe }
    : { locale, messages: en, products: PRODUCTS_EN, kit: kitEn }
}

const LanguageContext = createContext<Language>(preferredLanguage([]))

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
