import { Markdown } from '@storybook/addon-docs/blocks'
import type { ReactElement } from 'react'
import { documentAt } from './documents.ts'

interface DocumentProps {
  /** From the root of the repository. */
  readonly path: string
  /** One section of it. Default: all of it, without its first heading. */
  readonly section?: string
}

/** A document of the repository as it stands there, so that it is written once. */
export function Document({ path, section }: DocumentProps): ReactElement {
  return <Markdown>{documentAt(path, section).replace(/^# .*\n/, '')}</Markdown>
}
