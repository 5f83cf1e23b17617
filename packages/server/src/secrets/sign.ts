import { fromBase64Url, toBase64Url } from './base64url.ts'

const encoder = new TextEncoder()
/** SHA-256 in base64url; anything of another length is no signature, and no base64url either. */
const signatureShape = /^[A-Za-z0-9_-]{43}$/

/** HMAC-SHA-256 of a text, as base64url. */
export async function sign(key: CryptoKey, text: string): Promise<string> {
  return toBase64Url(await crypto.subtle.sign('HMAC', key, encoder.encode(text)))
}

/** Whether one of the keys signed this text. Compares in constant time, by WebCrypto's own verify. */
export async function isSigned(keys: readonly CryptoKey[], text: string, signature: string): Promise<boolean> {
  if (!signatureShape.test(signature)) return false
  const bytes = fromBase64Url(signature)
  for (const key of keys) if (await crypto.subtle.verify('HMAC', key, bytes, encoder.encode(text))) return true
  return false
}

/** `text.signature`, for texts without a dot: what goes into a URL or a quote. */
export async function toSigned(key: CryptoKey, text: string): Promise<string> {
  return `${text}.${await sign(key, text)}`
}

/** The text of a `text.signature`, or undefined when none of the keys signed it. */
export async function fromSigned(keys: readonly CryptoKey[], signed: string): Promise<string | undefined> {
  const dot = signed.indexOf('.')
  if (dot < 1) return undefined
  const text = signed.slice(0, dot)
  return (await isSigned(keys, text, signed.slice(dot + 1))) ? text : undefined
}
