import { Markdown } from '@storybook/addon-docs/blocks'
import type { ReactElement } from 'react'
import { documentAt } from './repository-documents.ts'

interface RepositoryDocumentProps {
  /** Its path from the root of the repository. */
  readonly path: string
  /** The heading of the section to show. Default: the whole document without its title. */
  readonly section?: string
  /** Shows only the paragraph that starts with this text. */
  readonly paragraph?: string
}

/** Renders a document of the repository, so that its text has one source. */
export function RepositoryDocument({ path, section, paragraph }: RepositoryDocumentProps): ReactElement {
  const text = documentAt(path, section).replace(/^# .*\n/, '')
  if (paragraph === undefined) return <Markdown>{text}</Markdown>
  const found = text.split('\n\n').find((block) => block.startsWith(paragraph))
  if (found === undefined) throw new Error(`No paragraph of ${path} starts with "${paragraph}".`)
  return <Markdown>{found}</Markdown>
}
