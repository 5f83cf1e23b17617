/**
 * The content security policy of a page that takes payments. Each script carries the response's nonce, nothing is evaluated or
 * loaded from another origin, and no script may write HTML. Going to the hosted payment page is a navigation, which no directive
 * here restricts.
 */
export function pageHeaders(nonce: string): Record<string, string> {
  return {
    ...everyAnswer,
    'content-security-policy': [
      `default-src 'none'`,
      `script-src 'nonce-${nonce}' 'strict-dynamic'`,
      `style-src 'self'`,
      `connect-src 'self'`,
      `img-src 'self'`,
      `font-src 'self'`,
      `form-action 'self'`,
      `base-uri 'none'`,
      `frame-ancestors 'self'`,
      `require-trusted-types-for 'script'`,
      `trusted-types 'none'`,
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    // Not `no-store`: it would keep the page out of the bfcache.
    'cache-control': 'no-cache',
    'content-type': 'text/html; charset=utf-8',
  }
}

/** Headers of a script, a style sheet or an image. */
export function assetHeaders({ type, hashed }: { type: string; hashed: boolean }): Record<string, string> {
  return {
    ...everyAnswer,
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-type': type,
    'cross-origin-resource-policy': 'same-origin',
  }
}

const everyAnswer = {
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
}
