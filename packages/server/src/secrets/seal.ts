import type { KeyRing } from './key-ring.ts'
import { fromBase64Url, toBase64Url } from './base64url.ts'
import { SetupError } from '../setup-error.ts'

/** The row a sealed value belongs to. It opens for no other, so a value copied to another customer's row stays sealed. */
export interface SealContext {
  readonly merchant: string
  readonly customerId: string
  readonly cardId: string
}

const encoder = new TextEncoder()
const nonceBytes = 12

/** Seals a text with AES-256-GCM and a random nonce, as `v1.keyId.nonce.ciphertext`. */
export async function seal({ current }: KeyRing, context: SealContext, text: string): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
  const ciphertext = await crypto.subtle.encrypt(aesGcm(nonce, context), current.seal, encoder.encode(text))
  return ['v1', current.id, toBase64Url(nonce), toBase64Url(ciphertext)].join('.')
}

/** Opens a sealed value. Rejects if its key is not in the ring, or if it belongs to another row. */
export async function open(ring: KeyRing, context: SealContext, sealed: string): Promise<string> {
  const [version, keyId, nonce, ciphertext] = sealed.split('.')
  const keys = ring.all.find((candidate) => candidate.id === keyId)
  if (version !== 'v1' || nonce === undefined || ciphertext === undefined)
    throw new SetupError('A sealed value is damaged.')
  if (keys === undefined) {
    throw new SetupError('A saved card is sealed with a secret missing from `secret`. Add it to `secret.previous`.')
  }
  const algorithm = aesGcm(fromBase64Url(nonce), context)
  return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, keys.seal, fromBase64Url(ciphertext)))
}

function aesGcm(iv: Uint8Array<ArrayBuffer>, { merchant, customerId, cardId }: SealContext): AesGcmParams {
  // JSON delimits the parts: "a" + "bc" must not authenticate as "ab" + "c".
  const additionalData = encoder.encode(JSON.stringify([merchant, customerId, cardId, 'vault token']))
  return { name: 'AES-GCM', iv, additionalData }
}
