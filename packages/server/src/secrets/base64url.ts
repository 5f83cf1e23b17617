import { decodeBase64Url, encodeBase64Url } from 'hono/utils/encode'

/** Bytes as base64url without padding: letters, digits, `-` and `_` only, so it stands anywhere in a URL. */
export function toBase64Url(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): string {
  return encodeBase64Url(bytes instanceof ArrayBuffer ? bytes : bytes.slice().buffer).replace(/=+$/, '')
}

/** The bytes of a base64url text. Throws when it is none. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return decodeBase64Url(text)
}
