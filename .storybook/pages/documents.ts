const documents = import.meta.glob<string>(
  [
    '../../README.md',
    '../../SECURITY.md',
    '../../packages/react/{README,CHANGELOG}.md',
    '../../packages/server/README.md',
    '../../packages/server/docs/pci.md',
  ],
  { query: '?raw', import: 'default', eager: true },
)

/**
 * A document of the repository, or one section of it, to be shown as it stands there. Its links to other files lead nowhere
 * from here, so they become plain text.
 */
export function documentAt(path: string, heading?: string): string {
  const text = documents[`../../${path}`]
  if (text === undefined) throw new Error(`There is no ${path}. Name a document that documents.ts gathers.`)
  return (heading === undefined ? text : sectionOf(text, heading)).replace(
    /!?\[([^\]]+)\]\((?!https?:|#)[^)]+\)/g,
    '$1',
  )
}

/** Whether there is such a document. */
export function hasDocument(path: string): boolean {
  return documents[`../../${path}`] !== undefined
}

/** The first code of a section, such as the whole integration. */
export function codeIn(path: string, heading: string): string {
  return /```\w*\n([\s\S]*?)```/.exec(documentAt(path, heading))?.[1]?.trim() ?? ''
}

function sectionOf(text: string, heading: string): string {
  const [, after] = text.split(new RegExp(`^#+ ${heading}$`, 'm'))
  if (after === undefined) throw new Error(`No heading is called "${heading}". Give the page the name it has now.`)
  return (after.split(/^#+ (?=[A-Z])/m)[0] ?? '').trim()
}
