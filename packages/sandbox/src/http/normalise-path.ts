/**
 * The path of a request without doubled and trailing slashes. Clients use both forms of every path, and one official
 * plugin doubles a slash. A redirect would lose the body of a POST.
 */
export function normalisePath(request: Request): string {
  const start = request.url.indexOf('/', request.url.indexOf('//') + 2)
  const end = request.url.search(/[?#]/)
  const path = start === -1 ? '/' : request.url.slice(start, end === -1 ? undefined : end)
  const single = path.replaceAll(/\/{2,}/g, '/')
  return single.length > 1 && single.endsWith('/') ? single.slice(0, -1) : single
}
