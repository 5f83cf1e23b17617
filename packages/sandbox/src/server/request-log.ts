/**
 * One line of the request log. Queries and bodies are left out, and so is every run of digits that could be a card
 * number, because people paste things into the wrong place.
 */
export function toLogLine(request: Request, outcome: number | 'reset' | 'given up', tookMs: number): string {
  const { pathname } = new URL(request.url)
  const path = pathname
    .slice(0, 200)
    .replaceAll(/(?<![0-9a-f-])\d[\d ._+%-]{10,22}\d(?![0-9a-f-])/gi, '…')
    .replaceAll(/(test|live|prod|key|sk|pk)_\w+/gi, '…')
  return `${request.method.padEnd(6)} ${path} ${outcome} ${Math.round(tookMs)} ms`
}
