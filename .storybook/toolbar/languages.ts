import { en, type Messages } from '@cardfile/react'

/** One module per language of the kit, loaded when it is chosen. A file that is not called by a tag is no language. */
const modules = import.meta.glob<Readonly<Record<string, unknown>>>([
  '../../packages/react/src/messages/{??,???,??-*,???-*}.ts',
  // What English is made of.
  '!../../packages/react/src/messages/en-*.ts',
])

const paths = new Map(Object.keys(modules).map((path) => [/([^/]+)\.ts$/.exec(path)?.[1] ?? path, path]))

/** Every language there is, as its file is called, English first. */
export const LANGUAGES: readonly string[] = ['en', ...[...paths.keys()].filter((tag) => tag !== 'en').toSorted()]

/** What a language calls itself. */
export function languageName(tag: string): string {
  return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag
}

/** The words of a language; English for a tag nobody translated. */
export async function loadMessages(tag: string): Promise<Messages> {
  const load = modules[paths.get(tag) ?? '']
  const found = load === undefined ? undefined : Object.values(await load()).find(isMessages)
  return found ?? en
}

/** The same words written the other way, to see a layout mirrored without reading another script. */
export function inDirection(messages: Messages, direction: unknown): Messages {
  return direction === 'ltr' || direction === 'rtl' ? { ...messages, direction } : messages
}

function isMessages(value: unknown): value is Messages {
  return typeof value === 'object' && value !== null && 'locale' in value && 'direction' in value && 'button' in value
}
