/** Whether a file contains a test of that title that runs, or a story exported under that name. */
export function hasTest(source: string, file: string, title: string): boolean {
  const code = source.replace(/^\s*\/\/.*$/gm, '')
  const exact = title.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
  if (file.includes('.stories.')) return new RegExp(`^export const ${exact}\\b`, 'm').test(code)
  // The title is the first argument of `it(…)`, or of the function that `it.each(…)` returns.
  return new RegExp(`^\\s*(?:it|test)(?:\\(|\\.each[\\s\\S]{0,400}?\\)\\(\\s*)['"]${exact}['"]`, 'm').test(code)
}
