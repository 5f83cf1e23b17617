const [text = ''] = Object.values(
  import.meta.glob<string>('/README.md', { query: '?raw', import: 'default', eager: true }),
)

/** The README, without the padding of its tables. */
export const readme: string = text.replaceAll(/ {2,}/g, ' ')

/** A route that the README documents. */
export interface DocumentedRoute {
  readonly method: string
  /** Path with its parameters in braces. */
  readonly path: string
  /** The other cells of its row, without backticks. */
  readonly cells: readonly string[]
}

/** The rows of the table of routes under a heading. */
export function documentedRoutes(heading: string): readonly DocumentedRoute[] {
  const [, section = ''] = readme.split(`\n## ${heading}\n`)
  const [untilNext = ''] = section.split('\n## ')
  return untilNext.split('\n').flatMap((line) => {
    const [, method, path, rest] = /^\| `([A-Z]+) (\/\S+)` \|(.*)\|$/.exec(line) ?? []
    if (method === undefined || path === undefined || rest === undefined) return []
    return [{ method, path, cells: rest.split('|').map((cell) => cell.trim().replaceAll('`', '')) }]
  })
}

/** Fills the parameters of a documented path. */
export const fillPath = (path: string, params: Readonly<Record<string, string>>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`${path} needs ${name}.`)
    return value
  })
