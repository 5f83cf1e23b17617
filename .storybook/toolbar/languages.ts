import { LANGUAGES as TAGS } from '@cardfile/contract'
import { en, type Messages } from '@cardfile/react'

const folder = '../../packages/react/src/messages'
const modules = import.meta.glob<Readonly<Record<string, Messages>>>('../../packages/react/src/messages/??.ts')

/** Every language of the kit, English first. */
export const LANGUAGES: readonly string[] = ['en', ...TAGS.filter((tag) => tag !== 'en')]

/** The name of a language in that language. */
export function languageName(tag: string): string {
  return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag
}

/** Loads the messages of a language, or English for an unknown tag. */
export async function loadMessages(tag: string): Promise<Messages> {
  const module = await modules[`${folder}/${tag}.ts`]?.()
  return module?.[tag] ?? en
}

/** The same messages in another writing direction, to see a mirrored layout in a familiar script. */
export function inDirection(messages: Messages, direction: unknown): Messages {
  return direction === 'ltr' || direction === 'rtl' ? { ...messages, direction } : messages
}
