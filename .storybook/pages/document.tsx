import { Markdown } from '@storybook/addon-docs/blocks'
import type { ReactElement } from 'react'
import { documentAt } from './documents.ts'

interface DocumentProps {
  /** From the root of the repository. */
  readonly path: string
  /** One section of it. Default: all of it, without its first heading. */
  readonly section?: string
  /** Only the paragraph that begins so. */
  readonly paragraph?: string
}

/** A document of the repository as it stands there, so that it is written once. */
export function Document({ path, section, paragraph }: DocumentProps): ReactElement {
  const text = documentAt(path, section).replace(/^# .*\n/, '')
  if (paragraph === undefined) return <Markdown>{text}</Markdown>
  const found = text.split('\n\n').find((block) => block.startsWith(paragraph))
  if (found === undefined) throw new Error(`No paragraph of ${path} begins with "${paragraph}".`)
  return <Markdown>{found}</Markdown>
}
