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

/** The text of a document in the repository, or of one section. Relative links become plain text: they lead nowhere here. */
export function documentAt(path: string, heading?: string): string {
  const text = documents[`../../${path}`]
  if (text === undefined) throw new Error(`There is no ${path}. Choose a document listed in repository-documents.ts.`)
  return (heading === undefined ? text : sectionOf(text, heading)).replace(
    /!?\[([^\]]+)\]\((?!https?:|#)[^)]+\)/g,
    '$1',
  )
}

/** Whether the repository has this document. */
export function hasDocument(path: string): boolean {
  return documents[`../../${path}`] !== undefined
}

/** The first code block of a section. */
export function codeIn(path: string, heading: string): string {
  return /```\w*\n([\s\S]*?)```/.exec(documentAt(path, heading))?.[1]?.trim() ?? ''
}

function sectionOf(text: string, heading: string): string {
  const [, after] = text.split(new RegExp(`^#+ ${heading}$`, 'm'))
  if (after === undefined) throw new Error(`There is no heading "${heading}". Update the page that shows this section.`)
  return (after.split(/^#+ (?=[A-Z])/m)[0] ?? '').trim()
}
