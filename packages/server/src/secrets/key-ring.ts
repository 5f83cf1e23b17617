import { toBase64Url } from './base64url.ts'
import { SetupError } from '../setup-error.ts'

/** The keys of one secret, one for each purpose: a leaked URL key must not open a vault token. */
export interface Keys {
  /** Stored with each sealed value, so that a later ring finds the key that opens it. */
  readonly id: string
  readonly seal: CryptoKey
  readonly tokenMac: CryptoKey
  readonly intentMac: CryptoKey
  readonly quote: CryptoKey
  readonly url: CryptoKey
}

/** The keys of the current secret and of previous ones. */
export interface KeyRing {
  readonly current: Keys
  /** The current keys first, then previous ones, which only open and verify. */
  readonly all: readonly Keys[]
}

/** The shop's secret of at least 32 bytes, or the current one and the previous ones that it replaced. */
export type SecretOption = string | { readonly current: string; readonly previous: readonly string[] }

/** A shorter secret could be guessed offline against a stolen database. */
export const minimumSecretBytes = 32
const encoder = new TextEncoder()

/** Derives every key from the shop's secrets by HKDF-SHA-256. Rejects with a sentence if one is too short. */
export async function createKeyRing(option: SecretOption): Promise<KeyRing> {
  const secrets = typeof option === 'string' ? [option] : [option.current, ...option.previous]
  const all = await Promise.all(secrets.map(deriveKeys))
  const [current] = all
  if (current === undefined)
    throw new SetupError('`secret` is empty. Give createCardfile a string of at least 32 bytes.')
  return { current, all }
}

async function deriveKeys(secret: string): Promise<Keys> {
  const bytes = encoder.encode(secret)
  if (bytes.length < minimumSecretBytes) {
    throw new SetupError(
      `\`secret\` has ${bytes.length} bytes; it seals card tokens and signs prices, so it needs at least ${minimumSecretBytes}. ` +
        'Create one with `openssl rand -base64 48` and keep it: saved cards cannot be charged without it.',
    )
  }
  const root = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveBits', 'deriveKey'])
  const [id, seal, tokenMac, intentMac, quote, url] = await Promise.all([
    crypto.subtle.deriveBits(hkdf('key id'), root, 64),
    crypto.subtle.deriveKey(hkdf('seal'), root, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    deriveMac(root, 'token mac'),
    deriveMac(root, 'intent mac'),
    deriveMac(root, 'quote'),
    deriveMac(root, 'url'),
  ])
  return { id: toBase64Url(id), seal, tokenMac, intentMac, quote, url }
}

function deriveMac(root: CryptoKey, purpose: string): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256', length: 256 }
  return crypto.subtle.deriveKey(hkdf(purpose), root, algorithm, false, ['sign', 'verify'])
}

function hkdf(purpose: string): HkdfParams {
  return { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: encoder.encode(`cardfile ${purpose} v1`) }
}
