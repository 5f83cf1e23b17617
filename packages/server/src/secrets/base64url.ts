import { decodeBase64Url, encodeBase64Url } from 'hono/utils/encode'

/** Encodes bytes as base64url without padding, which is safe anywhere in a URL. */
export function toBase64Url(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): string {
  return encodeBase64Url(bytes instanceof ArrayBuffer ? bytes : bytes.slice().buffer).replace(/=+$/, '')
}

/** Decodes base64url. Throws on any other text. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return decodeBase64Url(text)
}
