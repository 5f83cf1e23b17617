import { fromBase64Url, toBase64Url } from './base64url.ts'

const encoder = new TextEncoder()
/** A SHA-256 in base64url. `fromBase64Url` throws on other texts, so they are refused first. */
const signatureShape = /^[A-Za-z0-9_-]{43}$/

/** Signs a text with HMAC-SHA-256. Returns base64url. */
export async function sign(key: CryptoKey, text: string): Promise<string> {
  return toBase64Url(await crypto.subtle.sign('HMAC', key, encoder.encode(text)))
}

/** Whether one of the keys signed this text. WebCrypto's `verify` compares in constant time. */
export async function isSigned(keys: readonly CryptoKey[], text: string, signature: string): Promise<boolean> {
  if (!signatureShape.test(signature)) return false
  const bytes = fromBase64Url(signature)
  for (const key of keys) if (await crypto.subtle.verify('HMAC', key, bytes, encoder.encode(text))) return true
  return false
}

/** Appends a signature, as `text.signature`, for a URL or a quote. The text must contain no dot. */
export async function toSigned(key: CryptoKey, text: string): Promise<string> {
  return `${text}.${await sign(key, text)}`
}

/** The text of a `text.signature`, or undefined if none of the keys signed it. */
export async function fromSigned(keys: readonly CryptoKey[], signed: string): Promise<string | undefined> {
  const dot = signed.indexOf('.')
  if (dot < 1) return undefined
  const text = signed.slice(0, dot)
  return (await isSigned(keys, text, signed.slice(dot + 1))) ? text : undefined
}
