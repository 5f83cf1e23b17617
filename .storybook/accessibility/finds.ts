/** Whether a file has a test of that title that runs, or a story of that name. */
export function finds(source: string, file: string, title: string): boolean {
  const code = source.replace(/^\s*\/\/.*$/gm, '')
  const exact = title.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
  if (file.includes('.stories.')) return new RegExp(`^export const ${exact}\\b`, 'm').test(code)
  // The title is the first string of `it(…)`, or of what `it.each(…)` answers.
  return new RegExp(`^\\s*(?:it|test)(?:\\(|\\.each[\\s\\S]{0,400}?\\)\\(\\s*)['"]${exact}['"]`, 'm').test(code)
}
