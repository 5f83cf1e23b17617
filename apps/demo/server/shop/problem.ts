/** A problem response (RFC 9457) with a stable `code`, as the payment routes use. */
export function problem(status: number, code: string, detail: string): Response {
  return Response.json(
    { code, title: code.replaceAll('_', ' '), status, detail },
    { status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } },
  )
}
